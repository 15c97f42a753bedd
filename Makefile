# Every word here is what CI runs too. Needs the .NET 10 SDK; `interop` needs Node.js besides.
SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := check
.PHONY: check build test demo schema sdk format lint generated interop package release install bench clean

SOLUTION := Pulumi.Peering.sln
export DOTNET_CLI_TELEMETRY_OPTOUT := 1
export DOTNET_NOLOGO := 1

## check: what a change must pass: format, lint, build, generated files, tests
check: lint build generated test

## build: everything, warnings as errors
build:
	dotnet build $(SOLUTION)

## test: all tests
test: build
	dotnet test tests/Pulumi.Peering.Tests --no-build --logger "console;verbosity=minimal" --blame-hang-timeout 15m --blame-hang-dump-type none

## demo: the main job end to end on the embedded default (an Atlas emulator and a local engine)
demo:
	dotnet build tests/Demo -v quiet --nologo
	dotnet run --project tests/Demo --no-build -- $(SCENARIOS)

## schema: schema.json from the records of the provider
schema:
	dotnet build provider/Provider -v quiet --nologo
	mkdir -p artifacts
	dotnet run --project provider/Provider --no-build -- schema > artifacts/schema.json
	mv artifacts/schema.json schema.json
	dotnet build provider/Provider -v quiet --nologo

## sdk: sdk/dotnet and the reference in sdk/docs from schema.json
sdk: schema
	dotnet run --project sdk/generator -- schema.json sdk/dotnet
	dotnet run --project sdk/generator --no-build -- docs schema.json sdk/docs

## generated: fails when schema.json, sdk/dotnet or sdk/docs is not what the sources say
generated: build
	mkdir -p artifacts
	dotnet run --project provider/Provider --no-build -- schema | cmp - schema.json
	dotnet run --project sdk/generator --no-build -- schema.json sdk/dotnet
	dotnet run --project sdk/generator --no-build -- docs schema.json sdk/docs
	git diff --exit-code --stat -- schema.json sdk/dotnet sdk/docs
	! git ls-files --others --exclude-standard -- sdk | grep .

## format: brings the sources into form
format:
	dotnet format whitespace $(SOLUTION)

## lint: fails where `format` would change something (style and analyzers are part of every build)
lint:
	dotnet restore $(SOLUTION)
	dotnet format whitespace $(SOLUTION) --no-restore --verify-no-changes

## interop: real Node clients and the HTTP contract (where it lies beside the repository) judge the packaged plugin
interop: export PEERING_PLUGIN := $(CURDIR)/artifacts/bin/pulumi-resource-peering
interop: build package
	cd tests/interop && npm ci --no-audit --no-fund && node run.mjs
	node tests/interop/contract.mjs

## package: the plugin for linux-amd64 in artifacts/bin, its archive, the SDK's NuGet package and checksums in artifacts/dist
package:
	scripts/package linux-amd64

## release: the same for every machine
release:
	scripts/package linux-amd64 linux-arm64 darwin-amd64 darwin-arm64 windows-amd64

## install: the packaged plugin where the pulumi CLI looks for it
install: package
	scripts/install

## bench: figures of the packaged plugin, beside a bare server packed the same way; the table is kept in artifacts/bench.md
bench: package
	dotnet publish tests/BareServer -c Release -v quiet --nologo -p:PluginRuntime=linux-x64 -p:DebugType=none -o artifacts/package/linux-x64/bare
	cp artifacts/package/linux-x64/bare/BareServer artifacts/bin/bare-server
	dotnet build tests/Benchmarks -c Release -v quiet --nologo
	dotnet run --project tests/Benchmarks -c Release --no-build -- $(SECTIONS)

clean:
	rm -rf artifacts tests/interop/node_modules
