using System.ComponentModel.DataAnnotations;
using Hub.Delivery.Dialects;

namespace Hub.Contracts.Inbenta;

/// <summary>What a webhook of inbenta's is told of: one sort of record, and all that happens to it.</summary>
internal static class InbentaItems
{
    public const string Dialect = "inbenta";

    private static readonly string[] Everything = ["*"];

    private static readonly Dialect Spoken = new DialectCatalogue().Find(Dialect)!;

    /// <summary>Each with the names of its events; an item without any has its own.</summary>
    private static readonly Dictionary<string, string[]> Events = Spoken
        .Events.Select(one => one.Name)
        .Concat(Spoken.Silent)
        .GroupBy(ItemOf)
        .ToDictionary(item => item.Key, item => item.ToArray());

    public static IReadOnlyList<string> All => [.. Events.Keys];

    /// <summary>The names of the item's events. Of no item all: that it is none is among the errors already.</summary>
    public static IReadOnlyList<string> EventsOf(string? item) => Events.GetValueOrDefault(item ?? "", Everything);

    /// <summary>The item that all of the events are about; nothing where there are several.</summary>
    public static string? ItemOf(IReadOnlyList<string> events) =>
        events.Select(ItemOf).Distinct().ToList() is [var one] && one != Everything[0] ? one : null;

    private static string ItemOf(string name) => name.Split('.')[0];
}

/// <summary>The value is an item; for its check and its description.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class InbentaItemAttribute() : AllowedValuesAttribute([.. InbentaItems.All]);
