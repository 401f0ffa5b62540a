using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Hub.OpenApi.Operations;

/// <summary>What an operation is called and what it does.</summary>
internal sealed class OperationTexts(XmlDocs docs) : IOpenApiOperationTransformer
{
    public Task TransformAsync(
        OpenApiOperation operation,
        OpenApiOperationTransformerContext context,
        CancellationToken cancellationToken
    )
    {
        if (Operation.Of(context.Description, docs) is not { } told)
            return Task.CompletedTask;
        operation.OperationId = told.Id;
        operation.Summary = FirstSentence(told.Text);
        operation.Description = told.Text + ScopeSentence(context.Description.RequiredScope()?.Scope);
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
