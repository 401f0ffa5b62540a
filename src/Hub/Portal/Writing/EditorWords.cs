using System.Text.Json;
using System.Text.Json.Serialization;
using Hub.Delivery.Templates;
using Hub.Docs;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Hub.Portal.Writing;

/// <summary>What the editor offers while somebody writes: the names of an event and the functions.</summary>
internal sealed record EditorWords(IReadOnlyList<TemplateName> Names, IReadOnlyList<TemplateFunction> Functions)
{
    private static readonly Lazy<RenderedFile> File = new(static () =>
        RenderedFile.OfText(
            JsonSerializer.Serialize(
                new EditorWords(TemplateNames.All, TemplateFunctions.All),
                EditorWordsJson.Default.EditorWords
            ),
            "application/json; charset=utf-8"
        )
    );

    public static FileContentHttpResult Show(HttpContext http) => File.Value.To(http);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(EditorWords))]
internal sealed partial class EditorWordsJson : JsonSerializerContext;
