using System.Text.Json.Serialization;
using Hub.Access;
using Hub.Domain.Organizations;
using Hub.Domain.Tokens;
using Hub.OpenApi;
using Hub.RateLimits;
using Hub.Resources;
using Hub.Wire;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Hub.Organizations;

/// <summary>The organization that a token belongs to.</summary>
internal sealed record OwnOrganizationResponse
{
    /// <summary>Its id, a UUID, which receivers of its events get as organization_id.</summary>
    public required Guid Id { get; init; }

    /// <summary>Its number, which mokapen's clients and receivers know as org_id.</summary>
    /// <example>1</example>
    public required long Number { get; init; }

    /// <summary>As people call it.</summary>
    public required string Name { get; init; }

    /// <summary>Starts its ticket codes.</summary>
    /// <example>ACME</example>
    public required string Prefix { get; init; }

    /// <summary>When it was opened.</summary>
    public required DateTimeOffset CreatedAt { get; init; }
}

/// <summary>What an organization may know of itself.</summary>
internal static class OwnOrganizationApi
{
    public static void MapOwnOrganization(this IEndpointRouteBuilder api)
    {
        api.AddJson(OwnOrganizationJson.Default);
        api.MapGet("/organization", GetOwnOrganization)
            .InFlows(Visibility.Internal)
            .WithTags("Operation")
            .RequireScope(Scope.TicketsRead)
            .LimitAs(Limit.Read);
    }

    /// <summary>Get the own organization. Shows the one that the token belongs to, with the number that other contracts call it by.</summary>
    /// <returns>The organization.</returns>
    internal static Ok<One<OwnOrganizationResponse>> GetOwnOrganization(Caller caller)
    {
        var organization = caller.Organization;
        return TypedResults.Ok(
            new One<OwnOrganizationResponse>(
                new()
                {
                    Id = organization.Id.Value,
                    Number = organization.KnownNumber,
                    Name = organization.Name,
                    Prefix = organization.Prefix,
                    CreatedAt = organization.CreatedAt,
                }
            )
        );
    }
}

[JsonSerializable(typeof(One<OwnOrganizationResponse>))]
internal sealed partial class OwnOrganizationJson : JsonSerializerContext;
