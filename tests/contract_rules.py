"""What tests/contract does not hold against the server: rules that a JSON schema cannot state.

Apart from the script, because schemathesis loads it. Whatever is not named here is a failure.
"""

import json

import schemathesis
from hypothesis import strategies

# Rules between parameters (`offset` with `limit` or `cursor`, `year_from` with `year_to`, `bom` and `fields` with
# `format`), rules in the data (`part`), lists without repetition (`fields`).
BEYOND_A_SCHEMA = {"bom", "cursor", "fields", "offset", "part", "trailer", "year_from"}

# What a document number can be is more than a pattern can say; these are some.
NUMBERS = ["12-NQ/TW", "12-nq tw", "12-NQ/TW@2022", "05-CT/TW", "527-CV/TU", "15/2020/NĐ-CP", "16/CT-TTg", "12-NQ"]
schemathesis.openapi.format("document-number", strategies.sampled_from(NUMBERS))


# A batch is lines of JSON, which no schema describes: good ones, ones that are refused, and whatever else comes.
LINES = strategies.one_of(
    strategies.binary(max_size=40),
    strategies.sampled_from([b"", b"{}", b"[1]", b'{"id":"lo-1"}', b'{"id":"../a","text":"x"}', b'{"text":"khong co id"}']),
    strategies.integers(0, 9).map(lambda number: b'{"id":"lo-%d","text":"V\xc4\x83n b\xe1\xba\xa3n"}' % number),
)
schemathesis.openapi.media_type("application/x-ndjson", strategies.lists(LINES, max_size=6).map(b"\n".join))


@schemathesis.deserializer("application/x-ndjson")
def lines_told(context, response):
    """Returns the first line of the answer to a batch, whose description is of a line; an export as it is."""
    if context.operation.path != "/v1/documents":
        return response.content.decode()
    lines = response.content.decode().splitlines()
    return json.loads(lines[0]) if lines else {"line": 1, "status": "unchanged"}


def ran_out_of_time(case, response):
    """Tells whether a search had so little time that it may not be done by then: `timeout_ms=1`."""
    if not (case.query or {}).get("timeout_ms"):
        return False
    # The API names the kind of problem, the reading room says it; an answer to HEAD is empty.
    told = response.content.decode()
    return not told or "/v1/problems/timeout" in told or "Tra cứu lâu quá mức" in told


def was_left_empty(case):
    """Tells whether a field of a form was left empty: a page is asked by its form, and takes such a field for none."""
    values = (case.query or {}).values()
    return case.operation.path == "/" and any(value in ("", [""]) for value in values)


@schemathesis.hook
def filter_failure(context, failure, case, response):
    """Tells whether a failure counts."""
    # Sizes are looked at before anything else, the method and the key included.
    if response.status_code in (413, 414):
        return failure.code not in ("ST201", "ST202", "ST203", "ST204")
    if response.status_code == 503 and ran_out_of_time(case, response):
        return failure.code != "ST101"
    if failure.code == "ST201" and was_left_empty(case):
        return False
    if failure.code != "ST202":
        return True
    if "problem+json" not in response.headers.get("content-type", [""])[0]:
        # A page shows the same refusal as the API.
        return response.status_code not in (400, 422)
    problem = response.json()
    # How much a query may cost is a sum over its parts; what is a warning about it, and with `strict` a refusal, and what a
    # directive is, their readers say.
    if problem["code"] in ("query-too-costly", "query-syntax", "invalid-document"):
        return False
    named = {error.get("parameter") or error.get("pointer", "").lstrip("/") for error in problem["errors"]}
    return not named or not named <= BEYOND_A_SCHEMA
