using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Hub.OpenApi.Operations;

/// <summary>An operation is called what its handler is called, and described by the handler's documentation.</summary>
internal sealed class OperationTexts(XmlDocs docs) : IOpenApiOperationTransformer
{
    public Task TransformAsync(
        OpenApiOperation operation,
        OpenApiOperationTransformerContext context,
        CancellationToken cancellationToken
    )
    {
        if (context.Description.Handler() is not { } handler)
            return Task.CompletedTask;
        var text = docs.Of(handler) ?? "";
        operation.OperationId = handler.Name;
        operation.Summary = FirstSentence(text);
        operation.Description = text + ScopeSentence(context.Description.RequiredScope()?.Scope);
        if (operation.RequestBody is OpenApiRequestBody body && context.Description.BodyType() is { } type)
            body.Description = docs.Of(type);
        return Task.CompletedTask;
    }

    /// <summary>Without its full stop.</summary>
    private static string FirstSentence(string text) =>
        text.IndexOf(". ", StringComparison.Ordinal) is >= 0 and var end ? text[..end] : text.TrimEnd('.');

    private static string ScopeSentence(string? scope) =>
        scope is null ? " Needs a token with all scopes." : $" Needs the scope {scope}.";
}
