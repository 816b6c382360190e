"""
xmllint checks the ELAN documents of written/ by the published schema, and pympi reads them:
python tests/golden/annotations/elan.py EAFv3.0.xsd
"""
import json, pathlib, subprocess, sys

from pympi import Eaf

here = pathlib.Path(__file__).parent


def annotations(eaf, tier):
    try:
        return [list(data[:3]) for data in sorted(eaf.get_annotation_data_for_tier(tier))]
    except KeyError:  # pympi finds no times for references to a tier that is aligned and has a parent
        return [[None, None, value[1]] for value in eaf.tiers[tier][1].values()]


found = {}
for name in ["tiers.eaf", "interview.eaf"]:
    path = here / "written" / name
    check = subprocess.run(["xmllint", "--noout", "--schema", sys.argv[1], path])
    eaf = Eaf(str(path))
    tiers = {tier: annotations(eaf, tier) for tier in eaf.get_tier_names()}
    found[name] = {"isValid": check.returncode == 0, "tiers": tiers}
(here / "read" / "pympi-eaf.json").write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
