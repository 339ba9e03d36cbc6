#!/usr/bin/env python3
"""Talks to a tracuu server, with nothing but Python's own library. Example code: take what you need.

    from client import Tracuu
    archive = Tracuu("http://127.0.0.1:7700")
    page = archive.search("công an xã", province="hung-yen", limit=5)
    for hit in archive.all_hits("công an xã", year="2020..2026"):
        print(hit["id"], hit["title"])
    archive.export("ket-qua.jsonl", "công an xã")
    archive.put("ha-giang-16-ct-ubnd-2019", "CHỈ THỊ …")
    for told in archive.batch([{"id": "a", "text": "…"}, {"id": "b", "text": "…"}]):
        print(told["line"], told["status"], told.get("problem"))

As a program: client.py search QUERY | all QUERY | export QUERY FILE | put ID FILE | delete ID | batch FILE.
The server is TRACUU_URL, a key is TRACUU_KEY. FILE is a text for put, and has a record on each line for batch.
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
    """An answer that did not arrive whole."""


class Tracuu:
    """A server. Filters are named as in /v1/openapi.json; a list of values stands for alternatives."""

    def __init__(self, url="http://127.0.0.1:7700", key=None, patience=60, timeout=60, language=None):
        self.url = url.rstrip("/")
        self.key = key or os.environ.get("TRACUU_KEY")
        self.patience = patience  # seconds in all that a request may wait when it is told to come back
        self.timeout = timeout  # seconds without a byte
        self.language = language  # of problems: "en" or "vi"; English unless told

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
        return self._json(f"{_path(id)}/{part}" if part else _path(id))

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

    def put(self, id, text, title=None):
        """Puts a directive in the place of the one of this id. Returns `added`, `changed` or `unchanged`: it lasts."""
        return self._json(_path(id), body={"text": text, "title": title}, method="PUT")["status"]

    def delete(self, id):
        """Removes a directive that was sent."""
        self._open(_path(id), method="DELETE").close()

    def batch(self, records):
        """Sends many directives: each a dict of `id`, `text` and perhaps `title`, or a line of a .jsonl file as bytes.

        Yields what came of each, in their order: `line` (from 1 on), `id`, `status`, and if that is `refused` the `problem`
        with its `code` and `detail`. Whatever was yielded lasts.
        """
        sent = 0
        for lines in _portions(records):
            body = b"".join(line + b"\n" for line in lines)
            awaited = sum(1 for line in lines if line.strip())
            with self._open("/v1/documents", body=body, method="POST") as answer:
                for line in answer:
                    told = json.loads(line)
                    awaited -= 1
                    yield {**told, "line": sent + told["line"]}
            if awaited:
                raise Cut(f"{awaited} of the lines {sent + 1} to {sent + len(lines)} were not answered; send them again")
            sent += len(lines)

    def _json(self, path, parameters=None, body=None, method=None):
        with self._open(path, parameters, body, method) as answer:
            return json.load(answer)

    def _open(self, path, parameters=None, body=None, method=None):
        """Sends a request; waits where the server says when to come back."""
        given = {name: value for name, value in (parameters or {}).items() if value is not None}
        query = urllib.parse.urlencode(given, doseq=True)
        headers = {"Accept": "application/json, application/problem+json"}
        if self.language:
            headers["Accept-Language"] = self.language
        if self.key:
            headers["Authorization"] = f"Bearer {self.key}"
        if isinstance(body, bytes):
            headers["Content-Type"] = "application/x-ndjson"
        elif body is not None:
            body = json.dumps(body).encode()
            headers["Content-Type"] = "application/json"
        request = urllib.request.Request(f"{self.url}{path}?{query}".rstrip("?"), body, headers, method=method)
        until = time.monotonic() + self.patience
        while True:
            try:
                return urllib.request.urlopen(request, timeout=self.timeout)
            except urllib.error.HTTPError as refusal:
                told = refusal.headers.get("Retry-After")
                wait = int(told or 1)
                if not (told or refusal.code in (429, 503)) or time.monotonic() + wait > until:
                    raise _problem(refusal) from None
                time.sleep(wait)


def _path(id):
    return "/v1/documents/" + urllib.parse.quote(id, safe="")


def _portions(records, lines=500, size=4 << 20):
    """Cuts records into lists of lines. The answer to one is so short that it need not be read while the list is sent."""
    portion, held = [], 0
    for record in records:
        line = record.rstrip(b"\r\n") if isinstance(record, bytes) else json.dumps(record).encode()
        portion.append(line)
        held += len(line)
        if len(portion) == lines or held >= size:
            yield portion
            portion, held = [], 0
    if portion:
        yield portion


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
        case ["put", id, file]:
            with open(file, encoding="utf-8") as text:
                print(archive.put(id, text.read()))
        case ["delete", id]:
            archive.delete(id)
        case ["batch", file]:
            refused = 0
            with open(file, "rb") as lines:
                for told in archive.batch(lines):
                    refused += told["status"] == "refused"
                    print(json.dumps(told, ensure_ascii=False))
            sys.exit(1 if refused else 0)
        case _:
            sys.exit(__doc__)


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except (Problem, Cut, urllib.error.URLError) as error:
        sys.exit(f"client.py: {error}")
