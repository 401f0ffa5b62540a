using Hub.Domain.Organizations;

namespace Hub.Delivery.Templates;

/// <summary>Templates by their ids, shipped and own, parsed once for each version.</summary>
public interface ITemplateBook
{
    /// <summary>Nothing when there is none (any more).</summary>
    ValueTask<KnownTemplate?> Find(OrganizationId organization, string id, CancellationToken cancellation);
}

/// <param name="Family">The events that it is for; absent: all of them.</param>
/// <param name="Template">Absent where it does not parse any more.</param>
public sealed record KnownTemplate(string Id, string Target, Family? Family, Template? Template, bool RefuseTooLarge);
