using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;

namespace Hub.Wire.Queries;

/// <summary>Which page of a list that is asked for nothing else.</summary>
internal sealed record PageQuery
{
    /// <summary>The number of the page; the first is 1.</summary>
    [FromQuery(Name = "page"), Range(1, Paging.LastPage), DefaultValue(1)]
    public long? Page { get; init; }

    /// <summary>How many entries a page holds.</summary>
    [FromQuery(Name = "per_page"), Range(1, Paging.LargestPerPage), DefaultValue(Paging.DefaultPerPage)]
    public long? PerPage { get; init; }
}
