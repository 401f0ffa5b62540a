using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Hub.Delivery.Targets;
using Hub.Delivery.Templates;
using Hub.Domain.Documents;
using Hub.Domain.Queries;
using Hub.Domain.Text;
using Hub.Wire;
using Microsoft.AspNetCore.Mvc;

namespace Hub.Templates;

/// <summary>Which templates to list.</summary>
internal sealed record ListTemplates
{
    /// <summary>Only those that write for this target.</summary>
    [FromQuery(Name = "target"), TargetName]
    public string? Target { get; init; }

    /// <summary>Only those for these events.</summary>
    [FromQuery(Name = "family"), FamilyName]
    public string? Family { get; init; }

    /// <summary>Only those that came with the hub, or only the organization's own.</summary>
    [FromQuery(Name = "origin"), AllowedValues("shipped", "own")]
    public string? Origin { get; init; }

    /// <summary>Only with this text in the name, whatever the case.</summary>
    [FromQuery(Name = "q")]
    public string? Q { get; init; }

    /// <summary>The number of the page; the first is 1.</summary>
    [FromQuery(Name = "page"), Range(1, Paging.LastPage), DefaultValue(1)]
    public long? Page { get; init; }

    /// <summary>How many templates a page holds.</summary>
    [FromQuery(Name = "per_page"), Range(1, Paging.LargestPerPage), DefaultValue(Paging.DefaultPerPage)]
    public long? PerPage { get; init; }

    public bool WantsOwn => Origin != "shipped";

    /// <summary>Which of an organization's own.</summary>
    public Filter Own
    {
        get
        {
            var conditions = new List<Filter>();
            if (Target is not null)
                conditions.Add(Filter.Equal("target", FieldValue.Text(Target)));
            if (Family is not null)
                conditions.Add(Filter.Equal("family", FieldValue.Text(Family)));
            if (Q is not null)
                conditions.Add(Filter.Contains("name", FieldValue.Folded(Q)));
            return Filter.AllOf(conditions);
        }
    }

    /// <summary>Which of those that came with the hub.</summary>
    public IEnumerable<ShippedTemplate> Shipped =>
        Origin == "own"
            ? []
            : ShippedTemplates.All.Where(one =>
                (Target is null || one.Target.Name == Target)
                && (Family is null || one.Family.Name() == Family)
                && (Q is null || CaseFolding.Fold(one.Title).Contains(CaseFolding.Fold(Q), StringComparison.Ordinal))
            );
}

/// <summary>What to compare a template with.</summary>
internal sealed record CompareTemplate
{
    /// <summary>The number of a former version; the base that it began as when left out.</summary>
    [FromQuery(Name = "version"), Range(1, int.MaxValue)]
    public int? Version { get; init; }
}
