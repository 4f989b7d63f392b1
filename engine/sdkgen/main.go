// Command sdkgen makes a package for one language from the schema of the plugin:
//
//	sdkgen <python|nodejs|go> <schema.json> <version> <folder>
package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	gogen "github.com/pulumi/pulumi/pkg/v3/codegen/go"
	"github.com/pulumi/pulumi/pkg/v3/codegen/nodejs"
	"github.com/pulumi/pulumi/pkg/v3/codegen/python"
	"github.com/pulumi/pulumi/pkg/v3/codegen/schema"
)

// The name of the generator in the header of each file.
const tool = "pulumi"

func main() {
	if len(os.Args) != 5 {
		fail(errors.New("usage: sdkgen <python|nodejs|go> <schema.json> <version> <folder>"))
	}
	language, schemaFile, version, folder := os.Args[1], os.Args[2], os.Args[3], os.Args[4]
	pkg, err := readPackage(schemaFile, version)
	if err != nil {
		fail(err)
	}
	files, err := generate(language, pkg)
	if err != nil {
		fail(err)
	}
	if err := writeFiles(folder, files); err != nil {
		fail(err)
	}
}

// readPackage reads a schema, and gives it a version, which the packages made from it then have.
func readPackage(file, version string) (*schema.Package, error) {
	text, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	var spec schema.PackageSpec
	if err := json.Unmarshal(text, &spec); err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	spec.Version = version
	pkg, diagnostics, err := schema.BindSpec(spec, schema.NewNullLoader(), schema.ValidationOptions{})
	if err != nil {
		return nil, err
	}
	if diagnostics.HasErrors() {
		return nil, diagnostics
	}
	return pkg, nil
}

// generate returns the text of each file of a package by its path.
func generate(language string, pkg *schema.Package) (map[string][]byte, error) {
	switch language {
	case "python":
		return python.GeneratePackage(tool, pkg, nil, nil)
	case "nodejs":
		return nodejs.GeneratePackage(tool, pkg, nil, nil, false, nil)
	case "go":
		return gogen.GeneratePackage(tool, pkg, nil)
	default:
		return nil, fmt.Errorf("unknown language %q: give python, nodejs or go", language)
	}
}

func writeFiles(folder string, files map[string][]byte) error {
	for name, text := range files {
		file := filepath.Join(folder, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(file, text, 0o644); err != nil {
			return err
		}
	}
	return nil
}

func fail(err error) {
	fmt.Fprintln(os.Stderr, "sdkgen:", err)
	os.Exit(1)
}
