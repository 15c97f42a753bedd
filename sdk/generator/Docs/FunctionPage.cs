using Peering.SdkGenerator.Emit;
using Peering.SdkGenerator.Schema;

namespace Peering.SdkGenerator.Docs;

/// <summary>A function: what it tells, how to call it, what goes in and comes out.</summary>
internal static class FunctionPage
{
    public static GeneratedFile Generate(Function function)
    {
        var name = Page.NameOf(function.Token);
        var page = new Page(name).Paragraph($"`{function.Token}` · [all pages](README.md)");
        if (function.Deprecation is { } instead)
            page.Paragraph($"**Deprecated.** {instead}");
        page.Text(MarkdownExamples.Pieces(function.Description ?? "")).Inputs(function.Inputs ?? [], changeable: false);
        page.Heading(2, "Result");
        if (function.Result is { Count: > 0 } result)
            page.Outputs(result);
        else
            page.Paragraph(function.ReturnType is { } type ? $"{Page.TypeOf(type)}." : "None.");
        return page.ToFile(name);
    }
}
