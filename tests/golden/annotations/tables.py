"""Python's csv module reads the tables of written/: python tests/golden/annotations/tables.py"""
import csv, json, pathlib

here = pathlib.Path(__file__).parent


def rows(name, **options):
    with open(here / "written" / name, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, **options))


tabs = dict(delimiter="\t", quoting=csv.QUOTE_NONE)
tables = {"csv": rows("table.csv"), "raven": rows("selections.txt", **tabs), "audition": rows("markers.csv", **tabs)}
(here / "read" / "python-tables.json").write_text(json.dumps(tables, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
