using System.Text.Json.Serialization;
using Hub.Access;
using Hub.Domain.Documents;
using Hub.Domain.Queries;
using Hub.Domain.Records;
using Hub.Domain.TicketFields;
using Hub.Domain.Tickets;
using Hub.Domain.Tokens;
using Hub.Errors;
using Hub.OpenApi;
using Hub.Ports.Store;
using Hub.RateLimits;
using Hub.Resources;
using Hub.Wire;
using Hub.Wire.Bodies;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Hub.TicketFields;

/// <summary>
/// The custom fields that an organization declares for its tickets. Reading goes with tickets, which have the values; writing
/// changes what all of them may have, and takes all scopes.
/// </summary>
internal static class CustomFieldsApi
{
    private const string Tag = "Custom fields";

    public static void AddCustomFields(this IHostApplicationBuilder builder) =>
        builder.Services.AddSingleton<CustomFieldRules>();

    public static void MapCustomFields(this IEndpointRouteBuilder api)
    {
        api.MapResource(
            RecordResource.Of<CustomField, CreateCustomField, UpdateCustomField, CustomFieldResponse>(
                CustomField.Kind,
                (Scope.TicketsRead, null),
                CustomFieldsJson.Default,
                create: body => body.ToField(),
                edit: (field, body) => body.ApplyTo(field),
                show: CustomFieldResponse.Of
            ) with
            {
                Tag = Tag,
                About = "A custom field is an additional field of tickets that the organization has declared itself.",
                Limit = RecordLimit.CustomFields,
                Filters =
                [
                    Filters.Search("q", "Only with this text in the label, whatever the case.", "label"),
                    Filters.Text("key", "Only the one of this key."),
                    Filters.Choices("type", "Only of one of these types.", Names<CustomFieldType>.All),
                    Filters.Flag("is_active", "Only the active, or only those that are not."),
                ],
                Sorts = ["key"],
                KeptBy =
                [
                    new InUse(
                        id => Filter.Equal("id", FieldValue.Integer(id)),
                        "Tickets have values of this field; set is_active to false instead.",
                        IsUsed
                    ),
                ],
            }
        );
        var settings = api.MapGroup("/custom-fields/settings").WithTags(Tag);
        settings.MapGet("", GetCustomFieldSettings).RequireScope(Scope.TicketsRead).LimitAs(Limit.Read);
        api.MapGet("/custom-fields/schema", GetCustomFieldSchema)
            .WithTags(Tag)
            .RequireScope(Scope.TicketsRead)
            .LimitAs(Limit.Read)
            .InFlows(Visibility.Internal);
        settings.MapPut("", UpdateCustomFieldSettings).RequireAllScopes().LimitAs(Limit.Write);
    }

    /// <summary>Get the schema of custom fields. Describes those that tickets may have, for programs that make a form of it.</summary>
    /// <returns>A JSON Schema of the declared fields.</returns>
    internal static async Task<Ok<One<CustomFieldSchemaResponse>>> GetCustomFieldSchema(
        Caller caller,
        IStore store,
        CancellationToken cancellation
    )
    {
        var fields = new List<CustomField>();
        await foreach (
            var one in store.All(CustomField.Kind.Document, caller.Organization.Id, new Query(), cancellation)
        )
            fields.Add(one.Value);
        return TypedResults.Ok(
            new One<CustomFieldSchemaResponse>(
                CustomFieldSchemaResponse.Of(fields.OrderBy(static one => one.Key, StringComparer.Ordinal))
            )
        );
    }

    /// <summary>Get the configuration of custom fields. Says whether custom fields that nobody has declared are refused.</summary>
    /// <remarks>Use it to see whether only declared fields are taken; to see which there are, use List custom fields instead.</remarks>
    /// <returns>The settings; those of the beginning where nobody changed them.</returns>
    internal static async Task<Ok<One<CustomFieldSettingsResponse>>> GetCustomFieldSettings(
        Caller caller,
        IStore store,
        CancellationToken cancellation
    )
    {
        var settings = await CustomFieldRules.Settings.Of(store, caller.Organization.Id, cancellation);
        return TypedResults.Ok(new One<CustomFieldSettingsResponse>(new(settings.IsStrict)));
    }

    /// <summary>
    /// Update settings of custom fields. Has custom fields that nobody has declared refused, or taken as they are; values that
    /// tickets have stay.
    /// </summary>
    /// <returns>The settings as they are now.</returns>
    internal static async Task<Results<Ok<One<CustomFieldSettingsResponse>>, Refused>> UpdateCustomFieldSettings(
        Body<UpdateCustomFieldSettings> body,
        Caller caller,
        IStore store,
        CancellationToken cancellation
    )
    {
        if (body.Errors.Any)
            return new Refused(body.Errors);
        var settings = new CustomFieldSettings(body.Value.IsStrict!.Value);
        var result = await CustomFieldRules.Settings.Set(store, caller.Organization.Id, settings, cancellation);
        return result is not CommitResult.Done
            ? new Refused(result.ToRefusal())
            : TypedResults.Ok(body.Answer(new CustomFieldSettingsResponse(settings.IsStrict)));
    }

    /// <param name="itself">Finds the field.</param>
    private static async Task<bool> IsUsed(
        IStore store,
        Domain.Organizations.OrganizationId organization,
        Query itself,
        CancellationToken cancellation
    )
    {
        var found = await store.Query(CustomField.Kind.Document, organization, itself, cancellation);
        if (found.Items is not [{ Value.Key: var key }])
            return false;
        var users = new Query
        {
            Filter = new Filter.Any(CustomFieldValues.List, Filter.Equal("key", FieldValue.Text(key))),
            Limit = 1,
        };
        return (await store.Query(TicketDocuments.Ticket, organization, users, cancellation)).Items.Count > 0;
    }
}

[JsonSerializable(typeof(CreateCustomField))]
[JsonSerializable(typeof(UpdateCustomField))]
[JsonSerializable(typeof(UpdateCustomFieldSettings))]
[JsonSerializable(typeof(One<CustomFieldResponse>))]
[JsonSerializable(typeof(Many<CustomFieldResponse>))]
[JsonSerializable(typeof(One<CustomFieldSettingsResponse>))]
[JsonSerializable(typeof(One<CustomFieldSchemaResponse>))]
internal sealed partial class CustomFieldsJson : JsonSerializerContext;
