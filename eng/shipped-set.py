#!/usr/bin/env python3
"""Makes the advisory set that ships in the product from a folder of feeds (docs/shipped-set.md).

    eng/shipped-set.py FEEDS

Reads src/Vigil.Advisories/Shipped/titles.tsv, joins it with the facts of the feeds and writes, beside it, one OSV record a line for
each vulnerability, a file for each span of years. The same feeds give the same bytes.
"""
import csv
import functools
import gzip
import json
import re
import sys
import tarfile
import xml.etree.ElementTree as xml
import zipfile
from collections import defaultdict
from pathlib import Path

SHIPPED = Path(__file__).resolve().parent.parent / "src/Vigil.Advisories/Shipped"
SPANS = [(2014, 2018), (2019, 2020), (2021, 2021), (2022, 2022), (2023, 2023), (2024, 2025)]

# Releases that are still met in the field.
OSV = {
    "Debian": r"Debian:1[123]",
    "Ubuntu": r"Ubuntu:(Pro:)?(18|20|22|24)\.04:LTS",
    "AlmaLinux": r"AlmaLinux:[89]",
    "Rocky Linux": r"Rocky Linux:[89]",
    "Red Hat": r"Red Hat:enterprise_linux:(7::server|[89]::(baseos|appstream))",
    "SUSE": r"SUSE:Linux Enterprise (Server 12 SP5|Module for (Basesystem|Server Applications) 15 SP[4-7])|openSUSE:Leap 15\.[56]",
}
ALPINE = ["v3.17", "v3.18", "v3.19", "v3.20", "v3.21", "edge"]
AMAZON = {"2": "2/core/2.0/x86_64", "2023": "al2023/core/mirrors/latest/x86_64"}

# Packages without running code, and the many flavours of a kernel of which a few say it.
NOISE = re.compile(r"debuginfo|debugsource|-devel|-headers?$|-docs?$|-javadoc|-manual|-static|-tests?$|-langpack|-all-langpacks|-locale|-lang$"
                   r"|-src$|-demo|-examples?|-32bit|-64bit|-source$|-syms|-macros|-sdk|-selinux|-minimal-langpack|-help$|-html$|-samples?")
KERNEL = re.compile(r"linux|kernel|bpftool|perf$|python3?-perf|rtla|rv$|kselftests|kgraft|kernel-livepatch|cluster-md|dlm|gfs2|ocfs2|libperf|reiserfs")
KERNELS = re.compile(r"linux(-(6\.1|5\.10|lts|aws|azure|gcp|hwe-[\d.]+))?|kernel(-core|-default|-azure|-rt-core)?")
# Of the packages that one repair updates together, those that others need or that run, and no more than a few of them.
MAIN = re.compile(r"lib.*|.*-(libs?|common|core|server|clients?|interpreter|tools|utils)")
MAIN_COUNT = 4
CONTAINER_TOOLS = {"buildah", "podman", "runc", "skopeo"}
ERRATUM = re.compile(r"(RHSA|RLSA|ALSA|SUSE-SU|openSUSE-SU)-")


def main(feeds: Path) -> None:
    with open(SHIPPED / "titles.tsv", encoding="utf-8") as file:
        titles = list(csv.DictReader(file, delimiter="\t"))
    facts = {row["cve"]: Facts() for row in titles}
    kev = json.loads((feeds / "kev/known_exploited_vulnerabilities.json").read_bytes())["vulnerabilities"]
    listed = {entry["cveID"]: entry["dateAdded"] for entry in kev}
    newest = {ecosystem: read_osv(feeds / "osv" / ecosystem / "all.zip", releases, facts) for ecosystem, releases in OSV.items()}
    read_alpine(feeds / "alpine-secdb", facts)
    read_amazon(feeds / "alas", facts)
    read_photon(feeds / "photon", facts)
    read_nvd(feeds / "nvd", facts)
    read_red_hat(feeds / "redhat/securitydata/cve.tar.xz", facts)
    write(titles, facts, listed)
    as_of = min(newest.values())[:10]
    (SHIPPED / "as-of.txt").write_text(as_of + "\n")
    print(f"as of {as_of}; newest entries: {newest}")


class Facts:
    """What the feeds state of one vulnerability."""

    def __init__(self):
        self.published, self.modified, self.cwes = "", "", []
        self.vectors = {}
        # (ecosystem, package, module stream) -> (fixed version or "", what repaired it)
        self.fixed = {}
        self.errata = set()

    def add(self, ecosystem, package, stream, fixed, repair):
        if NOISE.search(package) or (KERNEL.match(package) and not KERNELS.fullmatch(package)):
            return
        key = (ecosystem, package, stream)
        known = self.fixed.get(key, ("", ""))[0]
        # A later erratum counts: the earlier repair was not whole. A fixed version counts more than none.
        if key not in self.fixed or not known or (fixed and compare_rpm(fixed, known) > 0):
            self.fixed[key] = (fixed, repair)

    def main_packages(self):
        """The main packages of each repair: ((ecosystem, name, stream), fixed version)."""
        repairs = defaultdict(list)
        for key, (fixed, repair) in self.fixed.items():
            repairs[key[0], repair].append((key, fixed))
        for packages in repairs.values():
            first = leader([key[1] for key, _ in packages])
            packages.sort(key=lambda item: (item[0][1] != first, not MAIN.fullmatch(item[0][1]), len(item[0][1]), item))
            yield from packages[:MAIN_COUNT]

    def touch(self, published, modified):
        if published and (not self.published or published < self.published):
            self.published = published
        self.modified = max(self.modified, modified or "")


def leader(names):
    """The package after which most others of a repair are named."""
    return min(names, key=lambda name: (-sum(other.startswith(name) for other in names), len(name), name))


def read_osv(path, releases, facts):
    wanted = re.compile(releases)
    newest = ""
    with zipfile.ZipFile(path) as archive:
        for name in sorted(archive.namelist()):
            record = json.loads(archive.read(name))
            newest = max(newest, record["modified"])
            own = record["id"].removeprefix("UBUNTU-")
            cves = [own] if own.startswith("CVE-") else record.get("related", []) + record.get("upstream", [])
            cves = [cve for cve in cves if cve in facts]
            if not cves or "withdrawn" in record:
                continue
            stream = re.search(r"\b([a-z][\w-]*:[\w.]+)", record.get("summary", ""))
            for cve in cves:
                fact = facts[cve]
                if own == cve:
                    fact.touch(record.get("published"), record["modified"])
                    for severity in record.get("severity", []):
                        if severity["type"].startswith("CVSS"):
                            fact.vectors.setdefault("osv", severity["score"])
                for affected in record.get("affected", []):
                    if wanted.fullmatch(affected["package"]["ecosystem"]):
                        add_osv(fact, affected, record["id"], stream.group(1) if stream else "")
    return newest


def add_osv(fact, affected, record_id, title_stream):
    package = affected["package"]
    status = affected.get("ecosystem_specific", {})
    binaries = status.get("binaries") if "SUSE" in package["ecosystem"] else None
    events = [event for item in affected.get("ranges", []) for event in item["events"]]
    fixed = [event["fixed"] for event in events if "fixed" in event]
    versions = [(package["name"], fixed[-1] if fixed else "")]
    if binaries:
        versions = [pair for binary in binaries for pair in binary.items()]
    for name, version in versions:
        if version or status.get("urgency") not in ("unimportant", "end-of-life"):
            stream = title_stream if ".module" in version else ""
            if ".module" not in version or is_of_module(name, stream):
                fact.add(package["ecosystem"], name, stream, version, record_id if ERRATUM.match(record_id) else name)
    if ERRATUM.match(record_id):
        fact.errata.add(record_id)


def is_of_module(package, stream):
    """A module's erratum rebuilds all its packages; the flaw is in those that bear the module's name."""
    module = stream.split(":")[0]
    if module == "container-tools":
        return package in CONTAINER_TOOLS
    return bool(module) and re.fullmatch(rf"{re.escape(module)}(-(libs|server|common|core))?", package) is not None


def read_alpine(folder, facts):
    for branch in ALPINE:
        for repository in ("main", "community"):
            for package in json.loads((folder / branch / f"{repository}.json").read_bytes())["packages"]:
                for version, names in package["pkg"]["secfixes"].items():
                    for cve in {word for name in names for word in name.split()} & facts.keys():
                        if version != "0":
                            # secdb has versions that apk does not take: 1.9.5p2 of sudo is 1.9.5_p2.
                            version = re.sub(r"(?<=\d)p(?=\d)", "_p", version)
                            facts[cve].add(f"Alpine:{branch}", package["pkg"]["name"], "", version, package["pkg"]["name"])


def read_amazon(folder, facts):
    for release, repository in AMAZON.items():
        with gzip.open(folder / repository / "repodata/updateinfo.xml.gz") as file:
            for update in xml.parse(file).getroot():
                cves = {reference.get("id") for reference in update.iter("reference")} & facts.keys()
                for cve in sorted(cves):
                    facts[cve].errata.add(update.findtext("id"))
                    for package in update.iter("package"):
                        facts[cve].add(f"Amazon Linux:{release}", package.get("name"), "", evr(package), update.findtext("id"))


def evr(package):
    version = f"{package.get('version')}-{package.get('release')}"
    return version if package.get("epoch") == "0" else f"{package.get('epoch')}:{version}"


def read_photon(folder, facts):
    for path in sorted(folder.glob("com.vmware.phsa-photon*.xml.gz")):
        release = re.search(r"photon(\d)", path.name).group(1)
        with gzip.open(path) as file:
            for element in xml.parse(file).iter():
                if element.tag.endswith("}description") and (match := re.match(r"This update upgrade (\S+) to (\S+) #Fixes (.*)", element.text or "")):
                    for cve in sorted(set(re.findall(r"CVE-\d+-\d+", match.group(3))) & facts.keys()):
                        facts[cve].add(f"Photon OS:{release}.0", match.group(1), "", match.group(2), match.group(1))


def read_nvd(folder, facts):
    for path in sorted(folder.glob("nvdcve-2.0-*.json.gz")):
        with gzip.open(path) as file:
            for entry in json.load(file)["vulnerabilities"]:
                cve = entry["cve"]
                if fact := facts.get(cve["id"]):
                    fact.touch(cve["published"] + "Z", cve["lastModified"] + "Z")
                    metrics = [metric for kind in ("cvssMetricV31", "cvssMetricV30", "cvssMetricV2") for metric in cve["metrics"].get(kind, [])]
                    for metric in sorted(metrics, key=lambda metric: metric["type"] != "Primary"):
                        fact.vectors.setdefault("nvd", metric["cvssData"]["vectorString"])
                    fact.cwes += [text["value"] for weakness in cve["weaknesses"] for text in weakness["description"]]


def read_red_hat(path, facts):
    with tarfile.open(path) as archive:
        for member in archive:
            if fact := facts.get(Path(member.name).stem):
                cve = json.load(archive.extractfile(member))
                fact.touch(cve.get("public_date"), cve.get("public_date"))
                fact.cwes += re.findall(r"CWE-\d+", cve.get("cwe") or "")
                for kind, member_name in (("cvss3", "cvss3_scoring_vector"), ("cvss", "cvss_scoring_vector")):
                    if vector := cve.get(kind, {}).get(member_name):
                        fact.vectors.setdefault("redhat", vector)


def write(titles, facts, listed):
    lines = defaultdict(list)
    for row in titles:
        fact = facts[row["cve"]]
        if not fact.fixed:
            print(f"{row['cve']}: no feed has a package for it; left out", file=sys.stderr)
            continue
        year = int(row["cve"].split("-")[1])
        span = next(span for span in SPANS if span[0] <= year <= span[1])
        lines[span].append(json.dumps(record(row, fact, listed.get(row["cve"])), separators=(",", ":"), ensure_ascii=False))
    for (first, last), records in lines.items():
        name = f"{first}-{last}.jsonl" if first != last else f"{first}.jsonl"
        (SHIPPED / name).write_text("\n".join(records) + "\n", encoding="utf-8")
        print(f"{name}: {len(records)} vulnerabilities, {(SHIPPED / name).stat().st_size} bytes")


def record(row, fact, listed):
    cve = row["cve"]
    specific = {"cwe_ids": sorted({cwe for cwe in fact.cwes if re.fullmatch(r"CWE-\d+", cwe)}, key=lambda cwe: int(cwe[4:]))}
    if listed:
        specific["kev"] = listed
    vector = next((fact.vectors[source] for source in ("nvd", "osv", "redhat") if source in fact.vectors), "")
    return {
        "schema_version": "1.6.0",
        "id": cve,
        "published": seconds(fact.published),
        "modified": seconds(fact.modified),
        "related": sorted(fact.errata),
        "summary": f"{row['name']}: {row['title']}" if row["name"] else row["title"],
        "severity": [{"type": kind_of(vector), "score": vector}] if vector else [],
        "affected": [affected(*item) for item in sorted(fact.main_packages())],
        "references": [{"type": "ADVISORY", "url": f"https://nvd.nist.gov/vuln/detail/{cve}"}],
        "database_specific": specific,
    }


def affected(key, fixed):
    ecosystem, name, stream = key
    package = {"ecosystem": ecosystem, "name": name}
    if stream:
        package["purl"] = f"pkg:rpm/{ecosystem.split(':')[0].lower().replace(' ', '')}/{name}?rpmmod={stream}"
    events = [{"introduced": "0"}] + ([{"fixed": fixed}] if fixed else [])
    return {"package": package, "ranges": [{"type": "ECOSYSTEM", "events": events}]}


def kind_of(vector):
    return "CVSS_V4" if vector.startswith("CVSS:4") else "CVSS_V3" if vector.startswith("CVSS:3") else "CVSS_V2"


def seconds(time):
    return re.sub(r"\.\d+", "", time)


@functools.lru_cache(maxsize=None)
def compare_rpm(left, right):
    """Order of epoch, version and release as rpmvercmp has it; good enough to pick the later of two repairs of one package anywhere."""
    (left_epoch, left), (right_epoch, right) = ((text.split(":", 1) if ":" in text else ("0", text)) for text in (left, right))
    if left_epoch != right_epoch:
        return int(left_epoch) - int(right_epoch)
    keys = [[rank(word) for word in re.findall(r"\d+|[A-Za-z]+|~|\^", text)] + [(1,)] for text in (left, right)]
    return (keys[0] > keys[1]) - (keys[0] < keys[1])


def rank(word):
    return (0,) if word == "~" else (2,) if word == "^" else (4, int(word)) if word.isdigit() else (3, word)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
