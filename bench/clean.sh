#!/usr/bin/env bash
# Newest versions of well-known packages, of which nobody knows a flaw that they do not have: every finding is false until it is explained.
#
#   bench/clean.sh VIGIL DATABASE
#
# npm and NuGet resolve them, with all that they need; nothing is installed or run. Prints how many packages were judged, and every finding.
set -euo pipefail
vigil=${1:?usage: bench/clean.sh VIGIL DATABASE} database=${2:?usage: bench/clean.sh VIGIL DATABASE}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

npm="express koa fastify react react-dom vue svelte next vite webpack rollup eslint typescript jest mocha vitest lodash axios undici moment dayjs commander yargs chalk ws
socket.io graphql pg mysql2 redis mongoose sequelize knex prisma jsonwebtoken bcryptjs helmet cors multer sharp nodemailer winston pino zod ajv joi handlebars ejs marked
dompurify jsdom puppeteer-core semver minimist tar archiver xml2js yaml js-yaml @babel/core postcss tailwindcss @aws-sdk/client-s3 rxjs @angular/core @nestjs/core"
nuget="Newtonsoft.Json Microsoft.Data.Sqlite Npgsql Microsoft.Data.SqlClient Azure.Identity Dapper Serilog.AspNetCore
AutoMapper FluentValidation Polly StackExchange.Redis RabbitMQ.Client MongoDB.Driver Grpc.AspNetCore Swashbuckle.AspNetCore YamlDotNet CsvHelper HtmlAgilityPack
SixLabors.ImageSharp MailKit Quartz NodaTime BouncyCastle.Cryptography System.IdentityModel.Tokens.Jwt Microsoft.Identity.Web RestSharp AngleSharp SharpCompress"

mkdir -p "$work/npm" "$work/nuget"
{ echo '{"name":"clean","version":"1.0.0","dependencies":{'; printf '"%s":"latest",' $npm | sed 's/,$//'; echo '}}'; } >"$work/npm/package.json"
(cd "$work/npm" && npm install --package-lock-only --ignore-scripts --no-audit --no-fund --silent --legacy-peer-deps)
{
  echo '<Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><TargetFramework>net10.0</TargetFramework><NuGetAudit>false</NuGetAudit></PropertyGroup><ItemGroup>'
  printf '<PackageReference Include="%s" Version="*" />' $nuget
  echo '</ItemGroup></Project>'
} >"$work/nuget/clean.csproj"
dotnet restore "$work/nuget" --nologo -v quiet >&2

for kind in npm nuget; do
  "$vigil" scan dir "$work/$kind" --db "$database" --format json >"$work/scan.json" || [ $? -eq 1 ]
  python3 - "$kind" "$work/scan.json" <<'PY'
import json, sys
scan = json.load(open(sys.argv[2]))
print(f"{sys.argv[1]}: {scan['summary']['packages']} packages, {len(scan['findings'])} findings")
for finding in scan['findings']:
    for package in finding['packages']:
        print(f"  {finding['id']} {package['name']} {package['version']} because of {package['because']}")
PY
done
