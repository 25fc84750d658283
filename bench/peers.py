#!/usr/bin/env python3
"""What Vigil and its peers find of what is there: found / truth for each ecosystem of each image, and every difference.

    peers.py IMAGES VIGIL [TRIVY [CDXGEN]]

IMAGES is what shared/bench/images/make-images.sh made (rootfs/ and truth/), VIGIL the native program, TRIVY the build for bills of materials and CDXGEN the
program of npm (shared/bench/README.md); a peer that is not named is left out. Writes a table in Markdown, then what each of them misses or adds.
"""
import json, os, re, subprocess, sys, tempfile
from urllib.parse import unquote

PEER_SECONDS = 300
TYPES = {'deb': 'deb', 'rpm': 'rpm', 'apk': 'apk', 'npm': 'npm', 'pypi': 'pypi', 'golang': 'go', 'maven': 'java', 'nuget': 'nuget', 'cargo': 'rust'}
LANGUAGE = {'node-app': 'js', 'python-app': 'python', 'java-app': 'jar', 'go-app': 'go', 'dotnet-app': 'dotnet'}


def key(ecosystem, name, version):
    if ecosystem == 'pypi':
        name = re.sub('[-_.]+', '-', name).lower()
    if ecosystem == 'go':
        name = name.lower()  # some fold what package URLs of the type once folded
        version = version.removeprefix('go').removeprefix('v') if name == 'stdlib' else version
    if ecosystem == 'nuget':
        name = name.lower()
    if ecosystem in ('deb', 'rpm'):
        version = re.sub(r'^\d+:', '', version)  # some purls state the epoch as a qualifier
    return f'{name} {version}'


def of_truth(file):
    found = {}
    for ecosystem, rows in json.load(open(file))['packages'].items():
        keys = set()
        replaced = None
        for row in rows or []:
            if ecosystem == 'java':
                if row['kind'] == 'pom':
                    keys.add(key('java', f"{row['group']}:{row['artifact']}", row['version']))
            elif ecosystem == 'rpm':
                keys.add(key('rpm', row['name'], f"{row['version']}-{row['release']}"))
            elif ecosystem == 'go':
                if row['kind'] == '=>':  # stands in the place of the row before
                    keys.discard(replaced)
                replaced = key('go', row['name'], row['version'])
                if row['version'] not in ('', '(devel)'):
                    keys.add(replaced)
            elif ecosystem != 'rust':
                keys.add(key(ecosystem, row['name'], row['version']))
        if keys:
            found[ecosystem] = keys
    return found


def of_purls(purls):
    found = {}
    for purl in purls:
        kind, _, rest = purl.removeprefix('pkg:').partition('/')
        path, _, version = rest.split('?')[0].split('#')[0].rpartition('@')
        ecosystem, parts = TYPES.get(kind), [unquote(part) for part in path.split('/')]
        if ecosystem is None or not path:
            continue
        name = ':'.join(['.'.join(parts[:-1]), parts[-1]]) if ecosystem == 'java' else parts[-1] if ecosystem in ('deb', 'rpm', 'apk') else '/'.join(parts)
        version = unquote(version)
        if version not in ('', '(devel)'):
            found.setdefault(ecosystem, set()).add(key(ecosystem, name, version))
    return found


def run(command, **options):
    try:
        return subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, timeout=PEER_SECONDS, **options).stdout
    except subprocess.TimeoutExpired:
        return None


def vigil(program, image, root):
    output = run([program, 'inventory', 'dir', root, '--format', 'json'])
    return of_purls(one['purl'] for one in json.loads(output)['packages'])


def sbom(file):
    try:
        components = json.load(open(file)).get('components', [])
    except (OSError, ValueError):
        return None
    return of_purls(one['purl'] for one in components if 'purl' in one)


def trivy(program, image, root):
    with tempfile.TemporaryDirectory() as folder:
        file = f'{folder}/sbom.json'
        run([program, 'rootfs', '--offline-scan', '--skip-db-update', '--skip-java-db-update', '--skip-version-check', '-q', '--format', 'cyclonedx', '--output', file, root])
        return sbom(file)


def cdxgen(program, image, root):
    if image not in LANGUAGE:
        return None
    with tempfile.TemporaryDirectory() as folder:
        file = f'{folder}/sbom.json'
        run([program, '-t', LANGUAGE[image], '--no-install-deps', '-o', file, root], env={**os.environ, 'FETCH_LICENSE': 'false', 'CDXGEN_TELEMETRY': 'false'})
        return sbom(file)


def main(images, *programs):
    peers = [(name, look, program) for (name, look), program in zip([('Vigil', vigil), ('Trivy', trivy), ('cdxgen', cdxgen)], programs) if program]
    print('| image | ecosystem | truth | ' + ' | '.join(name for name, _, _ in peers) + ' |\n|---|---|---|' + '---|' * len(peers))
    differences = []
    for file in sorted(os.listdir(f'{images}/truth')):
        image = file.removesuffix('.json')
        root = f'{images}/rootfs/{image}'
        if not os.path.isdir(root):
            continue
        truth, seen = of_truth(f'{images}/truth/{file}'), [look(program, image, root) for _, look, program in peers]
        for ecosystem, there in sorted(truth.items()):
            cells = []
            for (name, _, _), found in zip(peers, seen):
                if found is None or (name == 'cdxgen' and ecosystem == 'deb'):
                    cells.append('–')
                    continue
                here = found.get(ecosystem, set())
                more = here - there
                cells.append(f'{len(here & there)} / {len(there)}' + (f', {len(more)} more' if more else ''))
                differences += [f'{image} {name} misses {ecosystem} {one}' for one in sorted(there - here)] + [f'{image} {name} adds {ecosystem} {one}' for one in sorted(more)]
            print(f'| {image} | {ecosystem} | {len(there)} | ' + ' | '.join(cells) + ' |', flush=True)
    print()
    print('\n'.join(differences))


if __name__ == '__main__':
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    main(*sys.argv[1:])
