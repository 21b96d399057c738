"""HSDS records as a tabular data package. In: records of the JSON shape, as `hsds_out` makes them. Out: the bytes of a zip: one CSV a
table and a datapackage.json. Called by `hsds_out`. Same records, same bytes."""

from __future__ import annotations

import csv
import io
import json
import uuid
import zipfile
from collections.abc import Iterable, Mapping
from typing import Any

from clinickit.referral.readers.hsds_own import NOT_GIVEN

Row = Mapping[str, Any]

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "organizations": ("id", "name", "description"),
    "services": (
        *("id", "organization_id", "name", "alternate_name", "description", "url", "email", "status", "interpretation_services"),
        *("application_process", "wait_time", "eligibility_description", "minimum_age", "maximum_age", "assured_date", "alert"),
        "last_modified",
    ),
    "service_at_location": ("id", "service_id", "location_id"),
    "locations": ("id", "location_type", "name", "transportation", "latitude", "longitude"),
    "addresses": ("id", "location_id", "address_1", "address_2", "city", "state_province", "postal_code", "country", "address_type"),
    "accessibility": ("id", "location_id", "description"),
    "phones": ("id", "service_id", "service_at_location_id", "number", "extension", "type", "description"),
    "languages": ("id", "service_id", "phone_id", "name", "code"),
    "schedules": ("id", "service_id", "freq", "byday", "description", "opens_at", "closes_at"),
    "service_areas": ("id", "service_id", "name"),
    "cost_options": ("id", "service_id", "option", "currency", "amount", "amount_description"),
    "required_documents": ("id", "service_id", "document"),
    "attributes": ("id", "link_id", "taxonomy_term_id", "link_type", "link_entity", "value"),
    "taxonomy_terms": ("id", "code", "name", "description", "taxonomy"),
}
_NUMBERS = ("minimum_age", "maximum_age", "latitude", "longitude", "extension", "amount")
_OF_SERVICE = ("schedules", "service_areas", "cost_options", "required_documents")
_NOBODY = {
    "id": str(uuid.uuid5(uuid.NAMESPACE_URL, "clinickit:organization not given")),
    "name": NOT_GIVEN,
    "description": "The organization is not known or not told.",
}


def package(records: Iterable[Row]) -> bytes:
    """The zip."""
    tables: dict[str, dict[str, Row]] = {name: {} for name in COLUMNS}
    for record in records:
        _spread(record, tables)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        _add(archive, "datapackage.json", _descriptor(tables))
        for name, rows in tables.items():
            if rows:
                _add(archive, f"{name}.csv", _csv(COLUMNS[name], rows.values()))
    return out.getvalue()


def _add(archive: zipfile.ZipFile, name: str, text: str) -> None:
    about = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
    about.compress_type = zipfile.ZIP_DEFLATED
    about.external_attr = 0o644 << 16
    archive.writestr(about, text.encode("utf-8"))


def _csv(columns: tuple[str, ...], rows: Iterable[Row]) -> str:
    out = io.StringIO()
    writer = csv.DictWriter(out, columns, extrasaction="ignore", lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def _descriptor(tables: Mapping[str, Mapping[str, Row]]) -> str:
    resources = [
        {
            "name": name,
            "path": f"{name}.csv",
            "profile": "tabular-data-resource",
            "schema": {
                "primaryKey": "id",
                "fields": [{"name": one, "type": "number" if one in _NUMBERS else "string"} for one in COLUMNS[name]],
            },
        }
        for name, rows in tables.items()
        if rows
    ]
    about = {"name": "human-services", "title": "Services, as HSDS 3.0", "profile": "tabular-data-package", "resources": resources}
    return json.dumps(about, ensure_ascii=False, indent=1) + "\n"


def _spread(record: Row, tables: dict[str, dict[str, Row]]) -> None:
    """A record's parts, each to its table, with the ids of what they belong to."""
    named = record["id"]
    organization = record.get("organization") or _NOBODY
    _put(tables["organizations"], organization)
    _put(tables["services"], {**record, "organization_id": organization["id"]})
    for table in _OF_SERVICE:
        for one in record.get(table, ()):
            _put(tables[table], {**one, "service_id": named})
    _languages(record, "service_id", tables)
    _phones(record, "service_id", tables)
    for at in record.get("service_at_locations", ()):
        location = at["location"]
        _phones(at, "service_at_location_id", tables)
        _put(tables["service_at_location"], {"id": at["id"], "service_id": named, "location_id": location["id"]})
        if location["id"] in tables["locations"]:
            continue
        _put(tables["locations"], location)
        for table in ("addresses", "accessibility"):
            for one in location.get(table, ()):
                _put(tables[table], {**one, "location_id": location["id"]})
    for one in record.get("attributes", ()):
        _put(tables["taxonomy_terms"], one["taxonomy_term"])
        _put(tables["attributes"], {**one, "link_id": named, "taxonomy_term_id": one["taxonomy_term"]["id"]})


def _put(table: dict[str, Row], row: Row) -> None:
    table.setdefault(row["id"], row)


def _phones(owner: Row, key: str, tables: dict[str, dict[str, Row]]) -> None:
    for one in owner.get("phones", ()):
        _put(tables["phones"], {**one, key: owner["id"]})
        _languages(one, "phone_id", tables)


def _languages(owner: Row, key: str, tables: dict[str, dict[str, Row]]) -> None:
    for one in owner.get("languages", ()):
        _put(tables["languages"], {**one, key: owner["id"]})
