#!/usr/bin/env python3
"""Writes src/Vigil.Server/Model/inspector2.json from the facts in api-operations.json: api-model.py FACTS > MODEL

One line an operation and one line a shape. A member is "Shape", with "!" when it is required and "uri:" or "query:" before it when it is not in the body.
Limits of members that repeat those of their shape are left out.
"""
import json
import sys

LIMITS = ("min", "max", "pattern")


def reference(member):
    place = "" if member.get("in", "body") == "body" else member["in"] + ":"
    return place + member["shape"] + ("!" if member.get("required") else "")


def shape_of(shape):
    kind = shape["type"]
    written = {"is": kind}
    if kind in ("structure", "union", "error"):
        written["members"] = {name: reference(member) for name, member in shape["members"].items()}
    elif kind == "list":
        written["of"] = shape["of"]
    elif kind == "map":
        written["of"] = shape["value"]
        written["key"] = shape["key"]
    elif kind == "enum":
        written["words"] = shape["values"]
    if kind == "error":
        written["status"] = shape["httpStatus"]
    if shape.get("wire", "").startswith("iso8601"):
        written["is"] = "isoTimestamp"
    written.update({limit: shape[limit] for limit in LIMITS if limit in shape})
    return written


def operation_of(operation):
    written = {
        "tier": operation["tier"],
        "method": operation["method"],
        "path": operation["uri"],
        "in": {member["name"]: reference(member) for member in operation["inputMembers"]},
        "out": {member["name"]: reference(member) for member in operation["outputMembers"]},
        "errors": operation["errors"],
    }
    token = [member["name"] for member in operation["inputMembers"] if member.get("idempotencyToken")]
    if token:
        written["token"] = token[0]
    return written


# the second service has one operation and no named shapes
def scan_sbom(service):
    operation = service["operations"]["ScanSbom"]
    return {
        "tier": 1,
        "service": service["service"]["signingName"],
        "method": operation["method"],
        "path": operation["uri"],
        "in": {"sbom": "Document!", "outputFormat": "OutputFormat"},
        "out": {"sbom": "Document"},
        "errors": operation["errors"],
    }


def block(entries):
    lines = ",\n".join(f"    {json.dumps(name)}: {json.dumps(entry, ensure_ascii=False)}" for name, entry in sorted(entries.items()))
    return "{\n" + lines + "\n  }"


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        facts = json.load(file)
    operations = {name: operation_of(operation) for name, operation in facts["operations"].items()}
    operations["ScanSbom"] = scan_sbom(facts["inspectorScan"])
    shapes = {name: shape_of(shape) for name, shape in facts["shapes"].items()}
    shapes["Document"] = {"is": "document"}
    shapes["OutputFormat"] = {"is": "enum", "words": facts["inspectorScan"]["enums"]["OutputFormat"]}
    used = set()

    def use(name):
        if name.startswith("list<"):
            shapes.setdefault(name, {"is": "list", "of": name[len("list<"):-1]})
        if name in used or name not in shapes:
            return
        used.add(name)
        shape = shapes[name]
        for member in shape.get("members", {}).values():
            use(member.split(":")[-1].rstrip("!"))
        for child in ("of", "key"):
            if child in shape:
                use(shape[child])

    for operation in operations.values():
        for member in [*operation["in"].values(), *operation["out"].values()]:
            use(member.split(":")[-1].rstrip("!"))
        for error in operation["errors"]:
            use(error)
    shapes = {name: shape for name, shape in shapes.items() if name in used}
    print('{\n  "version": "2020-06-08",\n  "operations": ' + block(operations) + ',\n  "shapes": ' + block(shapes) + "\n}")


main()
