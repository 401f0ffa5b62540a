using Hub.Access;
using Hub.Docs;
using Hub.Domain;
using Hub.Errors;
using Hub.OpenApi;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Hub.Contracts.Documents;

/// <summary>Each dialect as documents that generators and validators read; open as the API's own document is.</summary>
internal static class ContractsApi
{
    public const string Path = "/api/v1/contracts";

    public static void AddContracts(this IHostApplicationBuilder builder) =>
        builder.Services.AddSingleton<ContractDocuments>();

    public static void MapContracts(this IEndpointRouteBuilder routes)
    {
        var contracts = routes.MapGroup(Path).ExcludeFromDescription().OpenToAll(OpenApiSetup.WhyOpen);
        contracts.MapGet("", ListContracts);
        contracts.MapGet("/{dialect}/openapi.json", GetOpenApiContract);
        contracts.MapGet("/{dialect}/asyncapi.json", GetAsyncApiContract);
    }

    internal static FileContentHttpResult ListContracts(ContractDocuments documents, HttpContext http) =>
        documents.All.To(http);

    internal static Results<FileContentHttpResult, Refused> GetOpenApiContract(
        string dialect,
        ContractDocuments documents,
        HttpContext http
    ) => Answer(documents.OpenApi(dialect), dialect, http);

    internal static Results<FileContentHttpResult, Refused> GetAsyncApiContract(
        string dialect,
        ContractDocuments documents,
        HttpContext http
    ) => Answer(documents.AsyncApi(dialect), dialect, http);

    private static Results<FileContentHttpResult, Refused> Answer(
        RenderedFile? file,
        string dialect,
        HttpContext http
    ) => file is null ? new Refused(NotFound(dialect)) : file.To(http);

    private static Refusal NotFound(string dialect) =>
        new(
            RefusalKind.NotFound,
            "dialect_not_found",
            $"The hub speaks no {dialect}; GET {Path} lists what it speaks."
        );
}
