#!/usr/bin/env python3
"""Makes a Debian host of N packages and the same advisories for debsecan, for bench/measure.sh.

usage: host.py OUT N OSV_DEBIAN_ZIP

OUT/root          a root file system: etc/os-release and var/lib/dpkg/status with N packages of this machine's package lists
OUT/debsecan/S    debsecan's format, suite S = bookworm, with every Debian:12 row of the OSV zip (about 50,000)
"""
import json, os, subprocess, sys, zipfile, zlib

out, wanted, osv = sys.argv[1], int(sys.argv[2]), sys.argv[3]
root = os.path.join(out, "root")
os.makedirs(os.path.join(root, "etc"), exist_ok=True)
os.makedirs(os.path.join(root, "var/lib/dpkg"), exist_ok=True)
os.makedirs(os.path.join(out, "debsecan"), exist_ok=True)

rows, names, index = [], [], {}
vulnerable_sources = set()
with zipfile.ZipFile(osv) as archive:
    for entry in archive.infolist():
        record = json.loads(archive.read(entry))
        for affected in record.get("affected", []):
            package = affected.get("package", {})
            if package.get("ecosystem") != "Debian:12":
                continue
            fixed = ""
            for ranges in affected.get("ranges", []):
                for event in ranges.get("events", []):
                    fixed = event.get("fixed", fixed)
            if record["id"] not in index:
                index[record["id"]] = len(names)
                names.append(record["id"])
            vulnerable_sources.add(package["name"])
            rows.append(f"{package['name']},{index[record['id']]},S {' ' if fixed else ' '}{'F' if fixed else ' '},{fixed},")

with open(os.path.join(out, "debsecan", "bookworm"), "wb") as file:
    text = "VERSION 1\n" + "".join(f"{n},,{n}\n" for n in names) + "\n" + "\n".join(rows) + "\n\n"
    file.write(zlib.compress(text.encode()))

stanzas = subprocess.run(["apt-cache", "dumpavail"], capture_output=True, text=True, check=True).stdout.split("\n\n")
picked = {}
for vulnerable in (True, False):  # packages with advisories first, as on a real host
    for stanza in stanzas:
        fields = dict(line.split(": ", 1) for line in stanza.splitlines() if ": " in line and not line.startswith(" "))
        name = fields.get("Package")
        source = fields.get("Source", name or "").split(" ")[0]
        if name and name not in picked and (source in vulnerable_sources) == vulnerable:
            picked[name] = stanza.replace(f"Package: {name}\n", f"Package: {name}\nStatus: install ok installed\n", 1)
        if len(picked) >= (wanted // 2 if vulnerable else wanted):
            break

with open(os.path.join(root, "var/lib/dpkg/status"), "w") as file:
    file.write("\n\n".join(picked[name] for name in sorted(picked)) + "\n\n")
with open(os.path.join(root, "etc/os-release"), "w") as file:
    file.write('PRETTY_NAME="Debian GNU/Linux 12 (bookworm)"\nNAME="Debian GNU/Linux"\nVERSION_ID="12"\nVERSION="12 (bookworm)"\n'
               'VERSION_CODENAME=bookworm\nID=debian\n')
print(f"{len(picked)} packages, {len(rows)} rows of {len(names)} vulnerabilities")
