using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Hub.Domain.Documents;
using Hub.Domain.Organizations;
using Hub.Domain.Queries;
using Hub.Errors;
using Hub.Wire;
using Hub.Wire.Bodies;
using Microsoft.AspNetCore.Mvc;

namespace Hub.Organizations;

/// <summary>An organization to open.</summary>
/// <example>{"name": "Globex", "prefix": "GLX"}</example>
[RefusesUnknown]
internal sealed record CreateOrganization : IHasRules
{
    /// <summary>As people call it.</summary>
    /// <example>Globex</example>
    [Required, Length(1, Organization.LongestName)]
    public string? Name { get; init; }

    /// <summary>
    /// Starts its ticket codes, as in GLX-42: capitals and digits, and no other organization's. The first letters and digits of
    /// the name when absent.
    /// </summary>
    /// <example>GLX</example>
    [Length(Organization.ShortestPrefix, Organization.LongestPrefix)]
    public string? Prefix { get; init; }

    void IHasRules.Check(FieldErrors errors, DateTimeOffset now)
    {
        if (Prefix is not null && !Organization.IsPrefix(Prefix))
            errors.Add("prefix", "Must be 2 to 10 capitals or digits.");
        else if (Prefix is null && Name is not null && Organization.PrefixOf(Name) is null)
            errors.Add("prefix", "The name suggests none; send 2 to 10 capitals or digits.");
    }
}

/// <summary>An organization: whose people and programs use the hub, apart from all others.</summary>
internal sealed record OrganizationResponse
{
    /// <summary>Its id, a UUID, which receivers of its events get as organization_id.</summary>
    public required Guid Id { get; init; }

    /// <summary>Its number, which mokapen's clients and receivers know as org_id.</summary>
    public required long Number { get; init; }

    /// <summary>As people call it.</summary>
    public required string Name { get; init; }

    /// <summary>Starts its ticket codes.</summary>
    /// <example>GLX</example>
    public required string Prefix { get; init; }

    /// <summary>Whether it is shut out: its tokens are refused and its deliveries wait.</summary>
    public required bool Suspended { get; init; }

    /// <summary>When it was suspended; absent while it is served.</summary>
    public DateTimeOffset? SuspendedAt { get; init; }

    /// <summary>When it was opened.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    public static OrganizationResponse Of(Organization organization) =>
        new()
        {
            Id = organization.Id.Value,
            Number = organization.KnownNumber,
            Name = organization.Name,
            Prefix = organization.Prefix,
            Suspended = organization.IsSuspended,
            SuspendedAt = organization.SuspendedAt,
            CreatedAt = organization.CreatedAt,
        };
}

/// <summary>A new organization with its first token, which is shown this once.</summary>
/// <param name="Token">An API token of the organization, with all scopes.</param>
/// <param name="Data">The organization.</param>
internal sealed record CreatedOrganizationResponse(string Token, OrganizationResponse Data);

/// <summary>Which organizations to list.</summary>
internal sealed record ListOrganizations
{
    /// <summary>Only those with this text in the name, whatever the case.</summary>
    [FromQuery(Name = "q")]
    public string? Search { get; init; }

    /// <summary>Only the one with this prefix.</summary>
    [FromQuery(Name = "prefix")]
    public string? Prefix { get; init; }

    /// <summary>Only those that are (true) or are not (false) suspended.</summary>
    [FromQuery(Name = "suspended")]
    public bool? Suspended { get; init; }

    /// <summary>The number of the page; the first is 1.</summary>
    [FromQuery(Name = "page"), Range(1, Paging.LastPage), DefaultValue(1)]
    public int? Page { get; init; }

    /// <summary>How many organizations a page holds.</summary>
    [FromQuery(Name = "per_page"), Range(1, Paging.LargestPerPage), DefaultValue(Paging.DefaultPerPage)]
    public int? PerPage { get; init; }

    public (Paging Paging, Filter Filter) Read(FieldErrors errors)
    {
        var conditions = new List<Filter>();
        if (Search is not null)
            conditions.Add(Filter.Contains("name", FieldValue.Folded(Search)));
        if (Prefix is not null)
            conditions.Add(Filter.Equal("prefix", FieldValue.Text(Prefix)));
        var isSuspended = Filter.Equal("suspended", FieldValue.Flag(true));
        if (Suspended is { } suspended)
            conditions.Add(suspended ? isSuspended : new Filter.Not(isSuspended));
        return (Paging.Read(Page, PerPage, errors), Filter.AllOf(conditions));
    }
}

[JsonSerializable(typeof(CreateOrganization))]
[JsonSerializable(typeof(CreatedOrganizationResponse))]
[JsonSerializable(typeof(One<OrganizationResponse>))]
[JsonSerializable(typeof(Many<OrganizationResponse>))]
internal sealed partial class OrganizationsJson : JsonSerializerContext;
