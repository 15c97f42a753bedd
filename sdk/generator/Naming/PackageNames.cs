using Peering.SdkGenerator.Schema;

namespace Peering.SdkGenerator.Naming;

/// <summary>The namespaces, folders and class names of one package.</summary>
internal sealed class PackageNames
{
    private readonly Package package;
    private readonly Dictionary<string, Resource> resources;

    public PackageNames(Package package)
    {
        this.package = package;
        resources = package.Resources.Append(package.Provider).ToDictionary(resource => resource.Token);
        Root = package.CSharp.RootNamespace
            ?? (package.Namespace is { Length: > 0 } name ? Spell(name) : "Pulumi");
        Package = Spell(package.Name);
        // Pulumi.Config is a class of the runtime library.
        if (Root == "Pulumi" && Package == "Config")
            Package = "Config_";
        Namespace = $"{Root}.{Package}";
        if (!Namespace.Split('.').All(Identifiers.IsValid))
            throw new SchemaException("#/name", $"'{Namespace}' is not a C# namespace; set language.csharp.namespaces");
    }

    public string Root { get; }

    /// <summary>The last part of the namespace; names the resource type attribute too.</summary>
    public string Package { get; }

    /// <summary>Namespace of the package, name of its project and assembly.</summary>
    public string Namespace { get; }

    /// <summary>The module of a token, empty for the package's own.</summary>
    public string ModuleOf(string token, string path)
    {
        var parts = token.Split(':');
        if (parts is ["pulumi", "providers", _])
            return "";
        if (parts.Length != 3 || parts[0] != package.Name || parts[2].Length == 0)
            throw new SchemaException(path, $"a token has the form '{package.Name}:module:Name'");
        var module = parts[1];
        if (package.ModuleFormat is { } format && module is not ("" or "index"))
        {
            var match = format.Match(module);
            module = match.Success
                ? match.Groups[1].Value
                : throw new SchemaException(path, $"the module '{module}' does not match meta.moduleFormat");
        }
        if (module.StartsWith("index/", StringComparison.Ordinal))
            throw new SchemaException(path, "there are no modules below 'index'");
        return module == "index" ? "" : module;
    }

    public string NamespaceOf(string token, string path)
    {
        var module = ModuleOf(token, path);
        if (module.Length == 0)
            return Namespace;
        var name = Spell(module);
        return name.Split('.').All(Identifiers.IsValid)
            ? $"{Namespace}.{name}"
            : throw new SchemaException(path, $"'{name}' is not a C# namespace; set language.csharp.namespaces");
    }

    /// <summary>The folder of a namespace: empty for the package's own, else with a slash at its end.</summary>
    public string FolderOf(string namespaceName) => namespaceName == Namespace
        ? ""
        : namespaceName[(Namespace.Length + 1)..].Replace('.', '/') + "/";

    public static string ClassOf(string token, string path)
    {
        var name = Identifiers.Pascal(token[(token.LastIndexOf(':') + 1)..]);
        return Identifiers.IsValid(name)
            ? name
            : throw new SchemaException(path, $"'{name}' is not a C# class name");
    }

    public static string ClassOf(Resource resource)
    {
        if (resource.IsProvider)
            return "Provider";
        var name = resource.CSharpName is { Length: > 0 } given
            ? Identifiers.Capitalize(given)
            : ClassOf(resource.Token, resource.Path);
        if (name == "Provider" && resource.Token.Split(':')[1] is "" or "index")
            throw new SchemaException(resource.Path, "the class Provider is the package's provider");
        return Identifiers.IsValid(name)
            ? name
            : throw new SchemaException(resource.Path, $"'{name}' is not a C# class name");
    }

    public static string ClassOf(Function function) => ClassOf(function.Token, function.Path) switch
    {
        // A class cannot have a member of its own name.
        "Invoke" => "InvokeFunction",
        "InvokeAsync" => "InvokeAsyncFunction",
        var name => name,
    };

    public string FullNameOf(ResourceReference reference)
    {
        var resource = resources[reference.Token];
        return $"{NamespaceOf(resource.Token, resource.Path)}.{ClassOf(resource)}";
    }

    private string Spell(string name) => package.CSharp.Namespaces.TryGetValue(name, out var given)
        ? given
        : string.Join('.', name.Split('/').Select(Identifiers.Pascal));
}
