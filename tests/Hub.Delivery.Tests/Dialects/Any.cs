using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Hub.Delivery.Dialects;
using Hub.Domain.Assets;
using Hub.Domain.Changes;
using Hub.Domain.Events;
using Hub.Domain.Incidents;
using Hub.Domain.KnowledgeBase;
using Hub.Domain.People;
using Hub.Domain.Records;
using Hub.Domain.Records.Tables;
using Hub.Domain.Tickets;

namespace Hub.Delivery.Tests.Dialects;

/// <summary>Arbitrary events, with all the text and JSON that breaks careless writers.</summary>
internal static class Any
{
    private static readonly string[] Pieces =
    [
        .. "abc \"\\/<>&'+".Select(character => character.ToString()),
        "\0",
        "\n",
        "\u001f",
        "\u007f",
        "é",
        "漢字",
        "🖨️",
        "\u2028",
        "\u202e",
        "\ufeff",
        "\ud800",
        "\udc00",
        "\\u0000",
        "wh_00000000000000000000000000",
    ];

    private static readonly string[] Values =
    [
        "0",
        "-1.5e300",
        "12345678901234567890123",
        "true",
        "null",
        "\"\\u00e9\\ud83d\\udda8 \\\"\"",
        "[]",
        "[1,null,[null],{\"a\":null}]",
        "{\"a\":null,\"b\":{\"c\":[null,\"d\"],\"\":false}}",
    ];

    public static readonly Gen<string> Text = Gen.Elements(Pieces).ListOf().Select(string.Concat);

    private static readonly Gen<JsonElement> Json = Gen.Elements(Values).Select(text => JsonElement.Parse(text));

    private static readonly Gen<DateTimeOffset> Times = Gen.Choose(0, int.MaxValue)
        .Select(seconds => DateTimeOffset.UnixEpoch.AddSeconds(seconds).AddTicks(seconds % TimeSpan.TicksPerSecond));

    private static readonly Gen<long?> Ids = Gen.OneOf(
        Gen.Constant((long?)null),
        Gen.Choose(1, int.MaxValue).Select(id => (long?)id * id)
    );

    private static readonly Gen<Ticket> Tickets =
        from subject in Text
        from description in Text
        from status in Gen.Elements(Enum.GetValues<TicketStatus>())
        from priority in Gen.Elements(Enum.GetValues<TicketPriority>())
        from channel in Gen.Elements(Enum.GetValues<TicketChannel>())
        from name in Gen.OneOf(Gen.Constant((string?)null), Text.Select(text => (string?)text))
        from email in Text
        from ids in Ids.Three()
        from tags in Text.ListOf()
        from fields in Text.Zip(Json).ListOf()
        from times in Times.Four()
        from ended in Gen.Elements(true, false).Two()
        select TicketKinds.Ticket.Sample! with
        {
            Subject = subject,
            Description = description,
            Status = status,
            Priority = priority,
            Channel = channel,
            Requester = new Requester(Guid.NewGuid(), email, name),
            DepartmentId = ids.Item1,
            AssigneeId = ids.Item2,
            MergedIntoId = ids.Item3,
            Tags = [.. tags],
            CustomFields = fields.DistinctBy(field => AsSent(field.Item1)).ToDictionary(f => f.Item1, f => f.Item2),
            CreatedAt = times.Item1,
            UpdatedAt = times.Item2,
            ResolvedAt = ended.Item1 ? times.Item3 : null,
            ClosedAt = ended.Item2 ? times.Item4 : null,
        };

    /// <summary>Of every fact, its records filled at random.</summary>
    public static readonly Gen<HubEvent> Events =
        from fact in Gen.Elements<Fact>([
            Fact.TestPing,
            .. AllDialects.Events.SelectMany(pair => pair.Event.Facts).Distinct(),
        ])
        from ticket in Tickets
        from text in Text
        from json in Json.Two()
        let sample = Kinds.SampleOf(fact)
        select sample with
        {
            At = ticket.UpdatedAt,
            Subject = sample.Subject?.Value switch
            {
                Ticket => TicketKinds.Ticket.Of(ticket),
                Reply reply => TicketKinds.Reply.Of(reply with { Body = text }),
                Agent agent => PeopleKinds.Agent.Of(agent with { Name = text }),
                Contact contact => ContactKind.Kind.Of(
                    contact with
                    {
                        Name = ticket.Requester.Name,
                        Notes = text,
                        CompanyId = ticket.DepartmentId,
                        Tags = ticket.Tags,
                    }
                ),
                Asset asset => AssetKinds.Asset.Of(asset with { Name = text }),
                ChangeRequest change => ChangeKinds.Change.Of(change with { Title = text, Reason = null }),
                Incident incident => IncidentKinds.Incident.Of(incident with { Title = text }),
                Article article => ArticleKinds.Article.Of(article with { Title = text, Tags = [text] }),
                TableRecord record => new Subject(sample.Subject.Kind, WithNotes(record, text)),
                _ => sample.Subject,
            },
            Parent = sample.Parent is null ? null : TicketKinds.Ticket.Of(ticket),
            Changes = sample.Changes is null ? null : [new FieldChange(text, json.Item1, json.Item2)],
        };

    private static TableRecord WithNotes(TableRecord record, string text) =>
        record with
        {
            Values = record.Values.With("notes", JsonSerializer.SerializeToElement(text)),
        };

    /// <summary>Half a surrogate pair has no UTF-8; it arrives as the replacement character.</summary>
    public static string AsSent(string text) =>
        System.Text.Encoding.UTF8.GetString(System.Text.Encoding.UTF8.GetBytes(text));
}
