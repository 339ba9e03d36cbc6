#!/usr/bin/env python3
"""Talks to a tracuu server, with nothing but Python's own library. Example code: take what you need.

    from client import Tracuu
    archive = Tracuu("http://127.0.0.1:7700")
    page = archive.search("công an xã", province="hung-yen", limit=5)
    for hit in archive.all_hits("công an xã", year="2020..2026"):
        print(hit["id"], hit["title"])
    archive.export("ket-qua.jsonl", "công an xã")

As a program: client.py search QUERY | all QUERY | export QUERY FILE. The server is TRACUU_URL, a key is TRACUU_KEY.
"""

import hashlib
import json
import os
import sys
import time
import urllib.error
import urllib.parse
import urllib.request


class Problem(Exception):
    """The server refused (RFC 9457). Decide by `code`; `detail` is for people."""

    def __init__(self, status, body):
        super().__init__(f"{status} {body.get('code')}: {body.get('detail')}")
        self.status = status
        self.code = body.get("code")
        self.detail = body.get("detail")
        self.errors = body.get("errors", [])
        self.request_id = body.get("request_id")


class Cut(Exception):
    """An export that did not arrive whole."""


class Tracuu:
    """A server. Filters are named as in /v1/openapi.json; a list of values stands for alternatives."""

    def __init__(self, url="http://127.0.0.1:7700", key=None, patience=60, timeout=60):
        self.url = url.rstrip("/")
        self.key = key or os.environ.get("TRACUU_KEY")
        self.patience = patience  # seconds in all that a request may wait when it is told to come back
        self.timeout = timeout  # seconds without a byte

    def search(self, q="", **parameters):
        """Returns one page: `total`, `hits`, `facets` if asked for, and what was made of the query."""
        return self._json("/v1/search", {"q": q, **parameters})

    def all_hits(self, q="", **parameters):
        """Yields every hit, page by page, while the archive may change."""
        cursor = "*"
        while cursor:
            page = self.search(q, **{"limit": 100, **parameters, "cursor": cursor})
            yield from page["hits"]
            cursor = page.get("next")

    def facet(self, field, q="", **parameters):
        """Returns the values of a facet, each with the total that choosing it alone would bring."""
        return self._json("/v1/facets/" + urllib.parse.quote(field, safe=""), {"q": q, **parameters})

    def document(self, id, part=""):
        """Returns a directive; `part` may be `text`, `citations`, `cited-by`, `similar`."""
        path = "/v1/documents/" + urllib.parse.quote(id, safe="")
        return self._json(f"{path}/{part}" if part else path)

    def resolve(self, numbers):
        """Looks up at most 1000 document numbers at once."""
        return self._json("/v1/resolve", body={"numbers": numbers})

    def export(self, file, q="", format="jsonl", **parameters):
        """Writes all that is found as jsonl or csv and returns how many rows. The file appears when it is whole."""
        wanted = {"q": q, "format": format, **parameters}
        if format == "csv":
            wanted["trailer"] = 1
        beside = f"{file}.part"
        try:
            with self._open("/v1/search/export", wanted) as answer, open(beside, "wb") as out:
                total, sha256, last = int(answer.headers["Tracuu-Total"]), hashlib.sha256(), None
                for line in answer:  # a body that breaks off raises here
                    if last is not None:
                        sha256.update(last)
                        out.write(last)
                    last = line
            if _ending(format, last) != (total, sha256.hexdigest()):
                raise Cut(f"{file}: the export was cut")
            os.replace(beside, file)
        finally:
            if os.path.exists(beside):
                os.remove(beside)
        return total

    def _json(self, path, parameters=None, body=None):
        with self._open(path, parameters, body) as answer:
            return json.load(answer)

    def _open(self, path, parameters=None, body=None):
        """Sends a request; waits where the server says when to come back."""
        given = {name: value for name, value in (parameters or {}).items() if value is not None}
        query = urllib.parse.urlencode(given, doseq=True)
        headers = {"Accept": "application/json, application/problem+json"}
        if self.key:
            headers["Authorization"] = f"Bearer {self.key}"
        if body is not None:
            body = json.dumps(body).encode()
            headers["Content-Type"] = "application/json"
        request = urllib.request.Request(f"{self.url}{path}?{query}".rstrip("?"), body, headers)
        until = time.monotonic() + self.patience
        while True:
            try:
                return urllib.request.urlopen(request, timeout=self.timeout)
            except urllib.error.HTTPError as refusal:
                wait = int(refusal.headers.get("Retry-After") or 1)
                if refusal.code not in (429, 503) or time.monotonic() + wait > until:
                    raise _problem(refusal) from None
                time.sleep(wait)


def _problem(refusal):
    try:
        body = json.load(refusal)
    except ValueError:  # a proxy in between
        body = {"code": None, "detail": refusal.reason}
    return Problem(refusal.code, body)


def _ending(format, line):
    """Returns what the last line of an export says: how many rows, and the hash of the bytes before it."""
    try:
        if format == "jsonl":
            end = json.loads(line)["_end"]
            return end["rows"], end["sha256"]
        name, rows, sha256 = line.decode().strip().split(",")
        return (int(rows), sha256) if name == "_end" else None
    except (AttributeError, KeyError, TypeError, ValueError):
        return None


def main(arguments):
    archive = Tracuu(os.environ.get("TRACUU_URL", "http://127.0.0.1:7700"))
    match arguments:
        case ["search", query]:
            print(json.dumps(archive.search(query), ensure_ascii=False, indent=2))
        case ["all", query]:
            for hit in archive.all_hits(query):
                print(hit["id"])
        case ["export", query, file]:
            print(archive.export(file, query, "csv" if file.endswith(".csv") else "jsonl"))
        case _:
            sys.exit(__doc__)


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except (Problem, Cut, urllib.error.URLError) as error:
        sys.exit(f"client.py: {error}")
