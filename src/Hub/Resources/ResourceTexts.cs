using Hub.OpenApi;

namespace Hub.Resources;

/// <summary>How the routes of a resource are described.</summary>
/// <param name="kept">What keeps its records from being deleted.</param>
/// <param name="isKept">Whether deleted ones can be had back.</param>
/// <param name="uses">When they are of use, where that is more than follows from what they do.</param>
internal sealed class ResourceTexts(ResourceNames names, IReadOnlyList<string> kept, bool isKept, ResourceUses uses)
{
    private readonly IReadOnlyDictionary<string, string> id = new Dictionary<string, string>
    {
        ["id"] = $"The id of the {names.One}: a number.",
    };

    public Operation List(ListQuery lists) =>
        new(
            names.OperationOnMany("List"),
            $"List {names.Many}. Shows the organization's {names.Many}, {lists.UsualOrder}.",
            $"A page of {names.Many}."
        )
        {
            Query = lists.Describe,
            Use = uses.List,
        };

    public Operation Get =>
        new(names.Operation("Get"), $"Get {names.A}. Shows one {names.One} by its id.", $"The {names.One}.")
        {
            Parameters = id,
            Use = uses.Get,
        };

    /// <param name="called">How it is called where that is more than creating.</param>
    public Operation Create(string? called) =>
        new(
            names.Operation("Create"),
            called ?? $"Create {names.A}. Adds one to the organization's {names.Many}.",
            $"The new {names.One}."
        )
        {
            Use = uses.Create,
            Responses = new Dictionary<string, string>
            {
                ["409"] =
                    $"Another {names.One} has a value that must be its own; code says which. Or the first request with this "
                    + "Idempotency-Key is still running.",
            },
        };

    /// <param name="limits">When it can be changed, where that is not always.</param>
    public Operation Update(string? limits) =>
        new(
            names.Operation("Update"),
            $"Update {names.A}. {limits}{(limits is null ? "" : " ")}Fields that are left out stay as they are.",
            $"The {names.One} as it is now."
        )
        {
            Parameters = id,
            Use = uses.Update,
            Responses = new Dictionary<string, string>
            {
                ["409"] =
                    $"Another {names.One} has a value that must be its own; code says which. Or others keep changing this "
                    + "one at the same time.",
            },
        };

    public Operation Patch(string? limits) =>
        Update(limits) with
        {
            Id = names.Operation("Patch"),
            Text = $"Patch {names.A}. The same as updating it: fields that are left out stay as they are.",
        };

    /// <param name="called">How it is called where that is more than deleting.</param>
    public Operation Delete(Operation? called) =>
        (called ?? new(names.Operation("Delete"), $"Delete {names.A}. {Consequence}", "It is deleted.")) with
        {
            Parameters = id,
            Responses = new Dictionary<string, string>
            {
                ["409"] = string.Join(' ', [.. kept, "Others keep changing it at the same time."]),
            },
        };

    private string Consequence =>
        (kept.Count > 0, isKept) switch
        {
            (true, true) => "Only one that nothing refers to any more can be deleted; restoring has it back.",
            (true, false) => "Only one that nothing refers to any more can be deleted.",
            (false, true) => "Lists leave it out from then on; restoring has it back.",
            (false, false) => "It is gone for good.",
        };
}
