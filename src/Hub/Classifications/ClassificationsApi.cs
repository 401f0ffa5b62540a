using System.Text.Json.Serialization;
using Hub.Domain.Classifications;
using Hub.Domain.Tickets;
using Hub.Domain.Tokens;
using Hub.Resources;
using Hub.Wire;

namespace Hub.Classifications;

/// <summary>
/// Classifications, which say what tickets are about. Reading goes with tickets, which refer to them; writing changes what all of
/// them may be given, and takes all scopes.
/// </summary>
internal static class ClassificationsApi
{
    public static readonly RecordRepository<Classification> Records = new(Classification.Kind);

    public static void MapClassifications(this IEndpointRouteBuilder api) =>
        api.MapResource(
            RecordResource.Of<Classification, CreateClassification, UpdateClassification, ClassificationResponse>(
                Classification.Kind,
                (Scope.TicketsRead, null),
                ClassificationsJson.Default,
                create: body => body.ToClassification(),
                edit: (one, body) => body.ApplyTo(one),
                show: ClassificationResponse.Of
            ) with
            {
                FieldNames = new Dictionary<string, string> { [Classification.NameBelowParent] = "name" },
                Guard = ClassificationNesting.Check,
                Filters =
                [
                    Filters.Ids("parent_id", "Only those right below one of these classifications."),
                    Filters.Flag("is_root", "Only those at the top, or only those below others."),
                    Filters.Flag("is_active", "Only the active, or only those that are not."),
                    Filters.Search("q", "Only with this text in the name, whatever the case.", "name"),
                ],
                Sorts = ["name"],
                About = "A classification is a category or topic that tickets are about, in a tree.",
                KeptBy =
                [
                    InUse.By(
                        Classification.Kind.Document,
                        "parent_id",
                        "Other classifications stand below this one; move or delete them first."
                    ),
                    InUse.By(
                        TicketDocuments.Ticket,
                        "classification_id",
                        "Tickets have this classification; give them another one first, or set is_active to false."
                    ),
                ],
                Limit = RecordLimit.Classifications,
            }
        );
}

[JsonSerializable(typeof(CreateClassification))]
[JsonSerializable(typeof(UpdateClassification))]
[JsonSerializable(typeof(One<ClassificationResponse>))]
[JsonSerializable(typeof(Many<ClassificationResponse>))]
internal sealed partial class ClassificationsJson : JsonSerializerContext;
