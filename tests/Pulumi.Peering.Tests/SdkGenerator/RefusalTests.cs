namespace Peering.Tests.SdkGenerator;

public class RefusalTests
{
    [Theory]
    [InlineData("""{ "name": "kit", "color": "red" }""", "#/color: the generator does not know this key")]
    [InlineData("""{ "name": "kit", "name": "kit" }""", "#: not a JSON document")]
    [InlineData("[]", "#: must be an object")]
    [InlineData("{}", "#: needs a 'name'")]
    [InlineData("""{ "name": "pulumi" }""", "#/name: 'pulumi' cannot be the name of a package")]
    [InlineData("""{ "name": "kit", "dependencies": [{ "name": "aws" }] }""", "#/dependencies: 'dependencies' is not")]
    [InlineData("""{ "name": "kit", "parameterization": { "a": 1 } }""", "#/parameterization: ")]
    [InlineData("""{ "name": "kit", "allowedPackageNames": ["other"] }""", "#/allowedPackageNames: ")]
    [InlineData("""{ "name": "kit", "meta": { "moduleFormat": ".*" } }""", "#/meta/moduleFormat: must have one")]
    [InlineData("""{ "name": "kit", "meta": { "moduleFormat": "(" } }""", "#/meta/moduleFormat: is not a regular")]
    [InlineData("""{ "name": "kit", "meta": { "supportPack": true } }""", "#: needs a 'version'")]
    [InlineData("""{ "name": "kit", "language": { "csharp": { "compatibility": "tfbridge20" } } }""",
        "#/language/csharp/compatibility: ")]
    [InlineData("""{ "name": "kit", "language": { "csharp": { "dictionaryConstructors": true } } }""",
        "#/language/csharp/dictionaryConstructors: ")]
    [InlineData("""{ "name": "kit", "language": { "csharp": { "indent": 2 } } }""", "#/language/csharp/indent: ")]
    [InlineData("""{ "name": "kit", "config": { "variables": {}, "defaults": ["x"] } }""", "#/config/defaults: ")]
    public void A_package_with_something_unknown_names_its_place(string schema, string message) =>
        Assert.StartsWith(message, Sdk.RefusalOf(schema));

    [Theory]
    [InlineData("""{ "methods": { "m": "kit:index:A/m" } }""", "/methods: 'methods' is not supported")]
    [InlineData("""{ "isOverlay": true }""", "/isOverlay: 'isOverlay' is not supported")]
    [InlineData("""{ "plainInputs": ["a"] }""", "/plainInputs: the generator does not know this key")]
    [InlineData("""{ "inputProperties": {}, "requiredInputs": ["a"] }""", "/requiredInputs: there is no property 'a'")]
    [InlineData("""{ "properties": { "id": { "type": "string" } } }""", "/properties/id: 'Id' is taken")]
    [InlineData("""{ "properties": { "urn": { "type": "string" } } }""", "/properties/urn: 'Urn' is taken")]
    [InlineData("""{ "properties": { "a": { "type": "string" } } }""", "/properties/a: 'A' is the name of the class")]
    [InlineData("""{ "properties": { "a b": { "type": "string" } } }""", "/properties/a b: 'A b' is not a C# name")]
    [InlineData("""{ "properties": { "x-y": { "type": "string" }, "xY": { "type": "string" } } }""",
        "/properties/xY: 'XY' is the name of another property")]
    [InlineData("""{ "inputProperties": { "empty": { "type": "string" } } }""",
        "/inputProperties/empty: 'Empty' is taken by another member of AArgs; set language.csharp.name")]
    [InlineData("""{ "inputProperties": { "pulumi": { "type": "string" } } }""", "/inputProperties/pulumi: ")]
    [InlineData("""{ "aliases": [{ "type": "kit:index:B", "name": "b" }] }""", "/aliases/0/name: ")]
    [InlineData("""{ "language": { "csharp": { "name": "2nd" } } }""", ": '2nd' is not a C# class name")]
    [InlineData("""{ "isComponent": true, "properties": { "x": { "type": "string", "secret": true } } }""",
        "/properties/x: a component has no list of secret outputs")]
    public void A_resource_with_something_unsupported_names_its_place(string resource, string message) =>
        Assert.StartsWith(
            $"#/resources/kit:index:A{message}",
            Sdk.RefusalOf(Sdk.Kit($$""" "resources": { "kit:index:A": {{resource}} } """)));

    [Theory]
    [InlineData("{}", ": needs one of 'type', '$ref' and 'oneOf'")]
    [InlineData("""{ "type": "date" }""", ": 'date' is not a type of a package schema")]
    [InlineData("""{ "type": 1 }""", "/type: must be a string")]
    [InlineData("""{ "type": "array" }""", ": an array needs 'items'")]
    [InlineData("""{ "type": "array", "items": { "type": "string", "max": 3 } }""", "/items/max: ")]
    [InlineData("""{ "oneOf": [{ "type": "string" }] }""", "/oneOf: needs at least two types")]
    [InlineData("""{ "$ref": "#/types/kit:index:None" }""", "/$ref: the schema has no type 'kit:index:None'")]
    [InlineData("""{ "$ref": "#/resources/kit:index:None" }""", "/$ref: the schema has no resource")]
    [InlineData("""{ "$ref": "/aws/v6.0.0/schema.json#/types/aws:index:T" }""", "/$ref: '/aws/v6.0.0/schema.json")]
    [InlineData("""{ "type": "string", "default": 1 }""", "/default: the value is not one of the property's type")]
    [InlineData("""{ "type": "integer", "default": 3000000000 }""", "/default: ")]
    [InlineData("""{ "type": "integer", "default": 1.5 }""", "/default: ")]
    [InlineData("""{ "type": "array", "items": { "type": "string" }, "default": "a" }""", "/default: ")]
    [InlineData("""{ "type": "string", "const": true }""", "/const: ")]
    [InlineData("""{ "type": "string", "defaultInfo": {} }""", "/defaultInfo: needs at least one environment variable")]
    [InlineData("""{ "$ref": "pulumi.json#/Any", "defaultInfo": { "environment": ["X"] } }""", "/defaultInfo: only")]
    [InlineData("""{ "type": "string", "secret": "yes" }""", "/secret: must be true or false")]
    [InlineData("""{ "type": "string", "language": { "csharp": { "nome": "X" } } }""", "/language/csharp/nome: ")]
    [InlineData("""
        { "secret": true, "oneOf": [{ "type": "string" }, { "type": "integer" }, { "type": "boolean" }] }
        """, ": a value of three types or more cannot be made secret")]
    [InlineData("""{ "$ref": "#/types/kit:index:Size", "default": "XL" }""", ": \"XL\" is no value of 'kit:index:S")]
    public void A_property_that_cannot_be_written_names_its_place(string property, string message) =>
        Assert.StartsWith(
            $"#/resources/kit:index:A/inputProperties/p{message}",
            Sdk.RefusalOf(Sdk.Kit($$"""
                "resources": { "kit:index:A": { "inputProperties": { "p": {{property}} } } },
                "types": { "kit:index:Size": { "type": "string", "enum": [{ "value": "S" }] } }
                """)));

    [Theory]
    [InlineData("""{ "type": "boolean", "enum": [{ "value": true }] }""", ": an enum of type 'boolean' has no C# form")]
    [InlineData("""{ "type": "string", "enum": [] }""", ": an enum needs at least one value")]
    [InlineData("""{ "type": "string", "enum": [{ "name": "A" }] }""", "/enum/0: needs a 'value'")]
    [InlineData("""{ "type": "string", "enum": [{ "value": 1 }] }""", "/enum/0/value: ")]
    [InlineData("""{ "type": "string", "enum": [{ "value": "!" }] }""", "/enum/0: '!' is not a C# name")]
    [InlineData("""{ "type": "string", "enum": [{ "value": "a-b" }, { "value": "a b" }] }""", "/enum/1: 'A_b' is a")]
    [InlineData("""{ "type": "string" }""", ": a type is an object or an enum")]
    [InlineData("""{ "type": "object", "isOverlay": true }""", "/isOverlay: ")]
    public void A_type_that_cannot_be_written_names_its_place(string type, string message) =>
        Assert.StartsWith(
            $"#/types/kit:index:T{message}", Sdk.RefusalOf(Sdk.Kit($$""" "types": { "kit:index:T": {{type}} } """)));

    [Theory]
    [InlineData("""{ "outputs": { "type": "string" }, "returnType": { "type": "string" } }""", ": has both")]
    [InlineData("""{ "outputs": { "type": "string", "plain": true, "x": 1 } }""", "/outputs/x: ")]
    [InlineData("""{ "multiArgumentInputs": ["a"], "inputs": { "properties": {} } }""", "/multiArgumentInputs: must ")]
    [InlineData("""
        { "multiArgumentInputs": ["a", "b"], "inputs": {
          "properties": { "a": { "type": "string" }, "b": { "type": "string" } }, "required": ["b"] } }
        """, "/multiArgumentInputs: the required 'b' must stand before")]
    public void A_function_that_cannot_be_written_names_its_place(string function, string message) =>
        Assert.StartsWith(
            $"#/functions/kit:index:f{message}",
            Sdk.RefusalOf(Sdk.Kit($$""" "functions": { "kit:index:f": {{function}} } """)));

    [Theory]
    [InlineData("""{ "other:index:A": {} }""", "other:index:A: a token has the form 'kit:module:Name'")]
    [InlineData("""{ "kit:A": {} }""", "kit:A: a token has the form")]
    [InlineData("""{ "kit:index:Provider": {} }""", "kit:index:Provider: the class Provider")]
    [InlineData("""{ "kit:index/a:A": {} }""", "kit:index/a:A: there are no modules below 'index'")]
    [InlineData("""{ "kit:1st:A": {} }""", "kit:1st:A: '1st' is not a C# namespace")]
    [InlineData("""{ "kit:index:Thing": {}, "kit:index:thing": {} }""", "kit:index:thing: the file Thing.cs is the")]
    [InlineData("""{ "kit:index:Utilities": {} }""", "kit:index:Utilities: the file Utilities.cs is the one of")]
    public void A_token_without_a_class_of_its_own_is_refused(string resources, string message) =>
        Assert.StartsWith($"#/resources/{message}", Sdk.RefusalOf(Sdk.Kit($""" "resources": {resources} """)));

    [Theory]
    [InlineData("""{ "$ref": "#/resources/kit:index:A" }""", ": configuration holds neither resources nor assets")]
    [InlineData("""{ "type": "array", "items": { "$ref": "pulumi.json#/Asset" } }""", ": configuration holds neither")]
    [InlineData("""{ "oneOf": [{ "type": "string" }, { "type": "integer" }] }""", ": configuration is JSON")]
    public void A_configuration_variable_that_cannot_be_read_is_refused(string variable, string message) =>
        Assert.StartsWith(
            $"#/config/variables/v{message}",
            Sdk.RefusalOf(Sdk.Kit($$"""
                "config": { "variables": { "v": {{variable}} } }, "resources": { "kit:index:A": {} }
                """)));

    [Theory]
    [InlineData(""" "x": { "type": "string", "replaceOnChanges": true } """)]
    [InlineData(""" "x": { "type": "array", "items": { "$ref": "#/types/kit:index:Leaf" } } """)]
    public void A_replacement_inside_a_type_that_contains_itself_is_refused(string member) =>
        Assert.StartsWith(
            "#/types/kit:index:Node/properties/next: replaceOnChanges in a type that contains itself",
            Sdk.RefusalOf(Sdk.Kit($$"""
                "resources": { "kit:index:A": { "properties": { "node": { "$ref": "#/types/kit:index:Node" } } } },
                "types": {
                  "kit:index:Leaf": { "type": "object", "properties": {
                    "y": { "type": "string", "replaceOnChanges": true } } },
                  "kit:index:Node": { "type": "object", "properties": {
                    "next": { "$ref": "#/types/kit:index:Node" }, {{member}} } } }
                """)));

    [Fact]
    public void What_only_other_languages_or_the_registry_read_is_no_reason_to_fail()
    {
        var files = Sdk.OfKit("""
            "displayName": "Kit", "keywords": ["a"], "attribution": "x", "logoUrl": "https://example.com/l.png",
            "language": { "go": { "anything": 1 }, "python": {} }, "dependencies": [], "allowedPackageNames": [],
            "resources": { "kit:index:A": {
              "isOverlay": false, "listInputs": { "properties": {} }, "language": { "go": {} } } }
            """);

        Assert.Contains("A.cs", files.Keys);
    }
}
