#!/usr/bin/env python3
"""Makes the part of the shipped set that is about packages of languages (docs/shipped-set.md).

    eng/shipped-languages.py FEEDS

Takes from the OSV feeds what CISA lists as exploited, what EPSS expects to be, what titles.tsv names, and what is severe in packages that
nearly every project has. Writes src/Vigil.Advisories/Shipped/languages.jsonl, one OSV record a line. The same feeds give the same bytes.
"""
import csv
import gzip
import json
import re
import sys
import zipfile
from pathlib import Path

SHIPPED = Path(__file__).resolve().parent.parent / "src/Vigil.Advisories/Shipped"

LIKELY = 0.7  # EPSS from which on any package counts
NOTABLE = 0.01  # EPSS from which on a severe flaw of an everyday package counts
MAX_PACKAGES = 8  # packages of one record; a flaw of a framework is in all its modules
MAX_TITLE = 110

EVERYDAY = {
    "npm": "lodash minimist express qs ws axios follow-redirects node-fetch semver json5 ansi-regex glob-parent tar braces micromatch minimatch path-parse "
           "handlebars jsonwebtoken moment jquery bootstrap next react-dom vite webpack loader-utils terser postcss ip cookie send body-parser "
           "path-to-regexp cross-spawn nth-check decode-uri-component tough-cookie undici ejs pug marked dompurify serialize-javascript y18n ini "
           "hosted-git-info trim-newlines ssri yargs-parser kind-of set-value mixin-deep elliptic node-forge xml2js xmldom shell-quote async "
           "immer url-parse underscore validator mongoose sequelize socket.io engine.io-client multer passport",
    "PyPI": "django flask werkzeug jinja2 requests urllib3 certifi cryptography pillow numpy pyyaml setuptools pip wheel aiohttp tornado twisted "
            "sqlalchemy lxml paramiko pyjwt starlette fastapi gunicorn ansible scrapy tensorflow torch transformers gradio mlflow idna pygments babel "
            "mako rsa ecdsa protobuf grpcio celery jupyter-server notebook markdown httplib2 sentry-sdk zipp virtualenv",
    "Maven": "org.apache.logging.log4j:log4j-core log4j:log4j org.springframework:spring-core org.springframework:spring-web org.springframework:spring-webmvc "
             "org.springframework:spring-beans org.springframework.boot:spring-boot org.springframework.security:spring-security-core "
             "com.fasterxml.jackson.core:jackson-databind org.apache.commons:commons-text org.apache.commons:commons-compress commons-io:commons-io "
             "commons-fileupload:commons-fileupload commons-collections:commons-collections org.apache.tomcat.embed:tomcat-embed-core "
             "org.apache.tomcat:tomcat org.apache.struts:struts2-core io.netty:netty-codec-http io.netty:netty-handler org.yaml:snakeyaml "
             "com.google.guava:guava com.google.protobuf:protobuf-java org.postgresql:postgresql mysql:mysql-connector-java com.h2database:h2 "
             "org.eclipse.jetty:jetty-server ch.qos.logback:logback-core org.hibernate:hibernate-core com.thoughtworks.xstream:xstream "
             "org.apache.httpcomponents:httpclient org.bouncycastle:bcprov-jdk15on io.undertow:undertow-core com.alibaba:fastjson org.apache.shiro:shiro-core",
    "Go": "golang.org/x/crypto golang.org/x/net golang.org/x/text stdlib github.com/golang-jwt/jwt github.com/gin-gonic/gin github.com/docker/docker "
          "github.com/opencontainers/runc github.com/containerd/containerd k8s.io/kubernetes google.golang.org/grpc google.golang.org/protobuf "
          "github.com/gorilla/websocket github.com/hashicorp/consul github.com/hashicorp/vault github.com/traefik/traefik/v2 github.com/grafana/grafana",
    "NuGet": "Newtonsoft.Json System.Text.Json System.Text.Encodings.Web System.Net.Http System.Text.RegularExpressions Microsoft.AspNetCore.App "
             "Microsoft.Data.SqlClient System.Data.SqlClient System.Drawing.Common Microsoft.NETCore.App jQuery bootstrap log4net",
    "Packagist": "symfony/symfony symfony/http-kernel symfony/http-foundation laravel/framework guzzlehttp/guzzle guzzlehttp/psr7 twig/twig phpmailer/phpmailer "
                 "phpunit/phpunit monolog/monolog drupal/core dompdf/dompdf league/flysystem composer/composer",
    "RubyGems": "rails actionpack activerecord activesupport actionview rack nokogiri puma loofah rails-html-sanitizer devise sinatra json rexml addressable",
    "crates.io": "tokio hyper h2 regex openssl rustls chrono time smallvec serde_yaml libsqlite3-sys",
    "Hex": "plug phoenix ecto hackney",
    "Pub": "http dio",
    "SwiftURL": "github.com/apple/swift-nio github.com/apple/swift-nio-http2",
}


def main(feeds: Path) -> None:
    kev = json.loads((feeds / "kev/known_exploited_vulnerabilities.json").read_bytes())["vulnerabilities"]
    listed = {entry["cveID"]: entry["dateAdded"] for entry in kev}
    with open(SHIPPED / "titles.tsv", encoding="utf-8") as file:
        titles = {row["cve"]: f"{row['name']}: {row['title']}" if row["name"] else row["title"] for row in csv.DictReader(file, delimiter="\t")}
    likely = read_epss(next((feeds / "epss").glob("epss_scores-*.csv.gz")))
    records = {}
    for ecosystem, names in EVERYDAY.items():
        with zipfile.ZipFile(feeds / "osv" / ecosystem / "all.zip") as archive:
            stems = {Path(name).stem for name in archive.namelist()}
            for name in sorted(archive.namelist()):
                source = json.loads(archive.read(name))
                # GitHub's records speak of all languages; those of the Go and Rust teams count where GitHub has none
                if source["id"].startswith("GHSA-") or (ecosystem in ("Go", "crates.io") and not stems.intersection(source.get("aliases", []))):
                    add(records, source, ecosystem, {part.lower() for part in names.split()}, listed, titles, likely)
    lines = [json.dumps(record, separators=(",", ":"), ensure_ascii=False) for _, record in sorted(with_titles(records, titles).items())]
    (SHIPPED / "languages.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"languages.jsonl: {len(lines)} vulnerabilities, {(SHIPPED / 'languages.jsonl').stat().st_size} bytes")


def read_epss(path):
    with gzip.open(path, "rt") as file:
        return {row[0]: float(row[1]) for row in csv.reader(file) if row[0].startswith("CVE-")}


def add(records, source, ecosystem, everyday, listed, titles, likely):
    cve = next((name for name in [source["id"], *source.get("aliases", [])] if name.startswith("CVE-")), "")
    if not cve or "withdrawn" in source:
        return
    affected = [trimmed(item) for item in source.get("affected", []) if item["package"]["ecosystem"] == ecosystem and has_range(item)]
    label = source.get("database_specific", {}).get("severity", "")
    is_everyday = any(item["package"]["name"].lower() in everyday for item in affected) and label in ("HIGH", "CRITICAL", "")
    if not affected or not (cve in listed or cve in titles or likely.get(cve, 0) >= LIKELY or (is_everyday and likely.get(cve, 0) >= NOTABLE)):
        return
    affected.sort(key=lambda item: (item["package"]["name"].lower() not in everyday, len(item["package"]["name"]), item["package"]["name"]))
    record = records.setdefault(source["id"], {
        "schema_version": "1.6.0",
        "id": source["id"],
        "published": seconds(source["published"]),
        "modified": seconds(source["modified"]),
        "aliases": [cve],
        "summary": source.get("summary", ""),
        "severity": source.get("severity", []),
        "affected": [],
        "references": [{"type": "ADVISORY", "url": f"https://nvd.nist.gov/vuln/detail/{cve}"}],
        "database_specific": {"cwe_ids": source.get("database_specific", {}).get("cwe_ids", [])},
    })
    if cve in listed:
        record["database_specific"]["kev"] = listed[cve]
    known = {json.dumps(item, sort_keys=True) for item in record["affected"]}
    record["affected"] += [item for item in of_first_packages(distinct(affected)) if json.dumps(item, sort_keys=True) not in known]


def of_first_packages(items):
    """Everything that is said of the first few packages."""
    first = list({item["package"]["name"]: None for item in items})[:MAX_PACKAGES]
    return [item for item in items if item["package"]["name"] in first]


def has_range(item):
    fixes = [event["fixed"] for kind in item.get("ranges", []) for event in kind["events"] if "fixed" in event]
    if item["package"]["ecosystem"] == "SwiftURL" and not all(re.fullmatch(r"\d+\.\d+\.\d+", fixed) for fixed in fixes):
        return False  # a tag that is no version
    return any(kind["type"] in ("SEMVER", "ECOSYSTEM") and any("introduced" in event for event in kind["events"]) for kind in item.get("ranges", []))


def trimmed(item):
    ranges = [{"type": kind["type"], "events": kind["events"]} for kind in item["ranges"] if kind["type"] in ("SEMVER", "ECOSYSTEM")]
    return {"package": {"ecosystem": item["package"]["ecosystem"], "name": item["package"]["name"]}, "ranges": ranges}


def distinct(items):
    return list({json.dumps(item, sort_keys=True): item for item in items}.values())


def with_titles(records, titles):
    """Titles of our own where there is one, else the publisher's: short, and each its own."""
    seen = set(titles.values())
    for record in records.values():
        cve = record["aliases"][0]
        title = re.sub(r"\s+", " ", record["summary"]).strip() or f"Flaw of {record['affected'][0]['package']['name']}"
        title = title if len(title) <= MAX_TITLE - 20 else title[: MAX_TITLE - 21].rstrip() + "…"
        while title in seen or len(title) < 10:
            title = f"{title} ({cve if cve not in title else record['id']})"
        seen.add(title)
        record["summary"] = title
    return records


def seconds(time):
    return re.sub(r"\.\d+", "", time)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
