using Hub.Errors;
using Hub.Wire;
using Hub.Wire.Queries;
using Microsoft.AspNetCore.Mvc.ApiExplorer;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Hub.OpenApi.Operations;

/// <summary>
/// The problems that an operation can answer: what follows from its shape (a token, a body, an id in the path), and what
/// its handler documents beyond that.
/// </summary>
internal sealed class Problems(XmlDocs docs) : IOpenApiOperationTransformer
{
    public async Task TransformAsync(
        OpenApiOperation operation,
        OpenApiOperationTransformerContext context,
        CancellationToken cancellationToken
    )
    {
        if (Operation.Of(context.Description, docs) is not { } told)
            return;
        var problem = await Reference(context, cancellationToken);
        var answers = new SortedDictionary<string, string>(Usual(context.Description));
        foreach (var (status, text) in told.Responses)
            answers[status] = text;
        operation.Responses ??= [];
        foreach (var (status, text) in answers)
            operation.Responses[status] = status.StartsWith('3')
                ? new OpenApiResponse { Description = text }
                : Describe(status, text, problem, context.Description);
    }

    private static Dictionary<string, string> Usual(ApiDescription route)
    {
        var answers = new Dictionary<string, string> { ["default"] = "Any other error is a problem of the same form." };
        var hasBody = route.BodyType() is not null;
        if (route.Metadata<TakesFiles>() is { IsAlone: true })
            (answers["400"], answers["415"]) = (
                "The Idempotency-Key is not 1 to 255 characters.",
                "The file is compressed on the way."
            );
        else if (hasBody)
            answers["400"] = route.IsIdempotent()
                ? "The body is not valid JSON in UTF-8, or the Idempotency-Key is not 1 to 255 characters."
                : "The body is not valid JSON in UTF-8.";
        if (hasBody)
            answers["415"] = "The body is no JSON, in another charset than UTF-8, or compressed.";
        if (route.RequiredScope() is { } required)
        {
            answers["401"] = "The token is missing, unknown, revoked or expired.";
            answers["403"] = required.Scope is { } scope
                ? $"The token does not carry the scope {scope}."
                : "The token does not carry all scopes.";
        }
        if (route.IsForOperator())
            answers["401"] = "The token is not the operator's, or the hub has none.";
        if (route.ParameterDescriptions.Any(one => one.Source.Id == "Path"))
            answers["404"] = "There is nothing with this id in the organization of the token.";
        if (route.Has<TakesIfNoneMatch>())
            answers["304"] = "It still is the version that If-None-Match names.";
        if (route.Has<TakesIfMatch>())
            answers["412"] = "It was changed since the version that If-Match names.";
        if (route.IsIdempotent())
            answers["409"] = "The first request with this Idempotency-Key is still running.";
        if (hasBody || route.Has<TakesQuery>())
            answers["422"] = "A value does not hold; errors says which and why.";
        if (route.IsLimited())
            answers["429"] = "The allowance of the token is used up; Retry-After says how long to wait.";
        return answers;
    }

    private static OpenApiResponse Describe(string status, string text, IOpenApiSchema problem, ApiDescription route)
    {
        var response = new OpenApiResponse
        {
            Description = text,
            Headers = new Dictionary<string, IOpenApiHeader>(),
            Content = new Dictionary<string, OpenApiMediaType>
            {
                ["application/problem+json"] = new OpenApiMediaType { Schema = problem },
            },
        };
        if (status == "429" || (status == "409" && route.IsIdempotent()))
            response.Headers["Retry-After"] = RateLimitHeaders.RetryAfter;
        if (status == "429")
            RateLimitHeaders.AddTo(response.Headers);
        return response;
    }

    private static async Task<IOpenApiSchema> Reference(
        OpenApiOperationTransformerContext context,
        CancellationToken cancellation
    )
    {
        const string Name = nameof(Problem);
        var document = context.Document!;
        if (document.Components?.Schemas?.ContainsKey(Name) is not true)
            document.AddComponent(
                Name,
                await context.GetOrCreateSchemaAsync(typeof(Problem), cancellationToken: cancellation)
            );
        return new OpenApiSchemaReference(Name, document);
    }
}
