using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Scope = Hub.Domain.Tokens.Scope;

namespace Hub.OpenApi.Operations;

/// <summary>The token that requests carry, and the scope that each operation wants of it.</summary>
internal sealed class TokenSecurity : IOpenApiOperationTransformer, IOpenApiDocumentTransformer
{
    private const string Scheme = "token";
    private const string OperatorScheme = "operator";

    public Task TransformAsync(
        OpenApiDocument document,
        OpenApiDocumentTransformerContext context,
        CancellationToken cancellationToken
    )
    {
        document.AddComponent(
            Scheme,
            new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.Http,
                Scheme = "bearer",
                BearerFormat = "id|secret",
                Description =
                    "An API token, as in Authorization: Bearer 17|secret. It belongs to one organization and carries "
                    + $"scopes: {string.Join(", ", Scope.All.Order(StringComparer.Ordinal))}. A token without any may do "
                    + "everything. Where the hub is set up for Entra ID, an access token of Entra ID is taken in its place; "
                    + "its app roles and scopes stand for the same scopes.",
            }
        );
        document.AddComponent(
            OperatorScheme,
            new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.Http,
                Scheme = "bearer",
                Description = "The operator's token, which is the hub's setting Hub:OperatorToken.",
            }
        );
        return Task.CompletedTask;
    }

    public Task TransformAsync(
        OpenApiOperation operation,
        OpenApiOperationTransformerContext context,
        CancellationToken cancellationToken
    )
    {
        if (context.Description.RequiredScope() is { } required)
            operation.Security =
            [
                new OpenApiSecurityRequirement
                {
                    [new OpenApiSecuritySchemeReference(Scheme, context.Document)] = required.Scope is { } scope
                        ? [scope]
                        : [.. Scope.All.Order(StringComparer.Ordinal)],
                },
            ];
        else if (context.Description.IsForOperator())
            operation.Security =
            [
                new OpenApiSecurityRequirement
                {
                    [new OpenApiSecuritySchemeReference(OperatorScheme, context.Document)] = [],
                },
            ];
        return Task.CompletedTask;
    }
}
