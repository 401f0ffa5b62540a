using static Hub.Domain.Records.Tables.Column;
using static Hub.Domain.Records.Tables.CommonColumns;

namespace Hub.Domain.Records.Tables;

/// <summary>What people plan and do: records of no helpdesk, which the mokapen contract tells of.</summary>
public static class WorkRecords
{
    public static readonly RecordTable Project = new("project", "projects")
    {
        Columns =
        [
            UniqueName("Move to the new office"),
            OfText("description", 10_000, "What it is to achieve.").Searched().Sample("\"Forty desks by autumn.\""),
            OfChoice("status", ["planned", "active", "on_hold", "completed", "cancelled"], "Where it stands.")
                .Moves("planned", "active", "cancelled")
                .Moves("active", "on_hold", "completed", "cancelled")
                .Moves("on_hold", "active", "cancelled")
                .Filtered()
                .Sample("\"active\""),
            OfCompany("The company it is for."),
            OfAgent("owner_id", "The agent who leads it."),
            OfInstant("starts_at", "When it begins.").Filtered().Sorted().Sample("\"2026-06-01T07:00:00.000Z\""),
            OfInstant("ends_at", "When it is to end; not before it begins.")
                .Filtered()
                .Sorted()
                .Sample("\"2026-09-30T16:00:00.000Z\""),
            OfMoney("budget", "What it may cost.").Sample("""{"amount":48000,"currency":"EUR"}"""),
            OfMoney("spent", "What it has cost so far, in the currency of its budget.")
                .Sample("""{"amount":1250.5,"currency":"EUR"}"""),
            Notes("The lease ends in October."),
        ],
        Rules = [Rule.NotBefore("ends_at", "starts_at"), Rule.SameCurrency("spent", "budget")],
    };

    public static readonly RecordTable Task = new("task", "tasks")
    {
        Columns =
        [
            OfText("title", 255, "What is to be done.").Required().Searched().Sorted().Sample("\"Order the desks\""),
            OfText("description", 10_000, "What it takes.").Searched().Sample("\"Three offers, then decide.\""),
            OfChoice("status", ["open", "in_progress", "done", "cancelled"], "Where it stands.")
                .Moves("open", "in_progress", "done", "cancelled")
                .Moves("in_progress", "open", "done", "cancelled")
                .Moves("done", "open")
                .Filtered()
                .Sample("\"in_progress\""),
            OfChoice("priority", ["low", "medium", "high", "urgent"], "How soon it wants attention.")
                .Filtered()
                .Sample("\"high\""),
            OfAgent("assignee_id", "The agent who does it."),
            OfReference("project_id", "project", "The project it belongs to.").Filtered().Sample("41"),
            OfInstant("starts_at", "When work on it begins.").Sorted().Sample("\"2026-06-02T07:00:00.000Z\""),
            OfInstant("due_at", "When it is to be done; not before it begins.")
                .Filtered()
                .Sorted()
                .Sample("\"2026-06-12T15:00:00.000Z\""),
            OfInteger("estimate_minutes", 1, 1_000_000, "How long it should take, in minutes.").Sample("90"),
            Notes("Delivery takes two weeks."),
        ],
        Rules = [Rule.NotBefore("due_at", "starts_at")],
    };

    public static readonly RecordTable Booking = new("booking", "bookings")
    {
        Columns =
        [
            OfText("title", 255, "What is booked.").Required().Searched().Sorted().Sample("\"Onboarding workshop\""),
            OfText("contact_email", 254, "Who booked, by e-mail address.", "email")
                .Filtered()
                .Sample("\"user@company.com\""),
            OfCompany("The company it is for."),
            OfInstant("starts_at", "When it begins.")
                .Required()
                .Filtered()
                .Sorted()
                .Sample("\"2026-06-02T08:00:00.000Z\""),
            OfInstant("ends_at", "When it ends; not before it begins.")
                .Required()
                .Sorted()
                .Sample("\"2026-06-02T10:30:00.000Z\""),
            OfChoice("status", ["tentative", "confirmed", "cancelled"], "Where it stands.")
                .Moves("tentative", "confirmed", "cancelled")
                .Moves("confirmed", "cancelled")
                .Filtered()
                .Sample("\"confirmed\""),
            OfText("place", 255, "Where it takes place.").Searched().Sample("\"Room 4\""),
            OfMoney("price", "What it costs.").Sample("""{"amount":249.90,"currency":"EUR"}"""),
            Notes("Needs a projector."),
        ],
        Rules = [Rule.NotBefore("ends_at", "starts_at"), Rule.AnyOf("contact_email", "company_id")],
    };

    public static readonly RecordTable Appointment = new("appointment", "appointments")
    {
        Columns =
        [
            OfText("subject", 255, "What it is about.").Required().Searched().Sorted().Sample("\"Yearly review\""),
            OfAgent("organizer_id", "The agent who invites."),
            OfCompany("The company it is held with."),
            OfText("contact_email", 254, "Who comes, by e-mail address.", "email")
                .Filtered()
                .Sample("\"user@company.com\""),
            OfInstant("starts_at", "When it begins.")
                .Required()
                .Filtered()
                .Sorted()
                .Sample("\"2026-06-18T12:00:00.000Z\""),
            OfInstant("ends_at", "When it ends; not before it begins.")
                .Required()
                .Sorted()
                .Sample("\"2026-06-18T13:00:00.000Z\""),
            OfChoice("status", ["scheduled", "confirmed", "completed", "no_show", "cancelled"], "Where it stands.")
                .Moves("scheduled", "confirmed", "completed", "no_show", "cancelled")
                .Moves("confirmed", "completed", "no_show", "cancelled")
                .Filtered()
                .Sample("\"confirmed\""),
            OfChoice("held", ["on_site", "by_phone", "online"], "How people meet.").Filtered().Sample("\"online\""),
            OfText("location", 255, "Where it is held.").Searched().Sample("\"Room 2\""),
            OfText("meeting_url", 500, "Where to join; an online appointment has one.", "uri")
                .Sample("\"https://meet.example.com/review\""),
            Notes("Bring last year's figures."),
        ],
        Rules = [Rule.NotBefore("ends_at", "starts_at"), Rule.RequiredWhere("held", "online", "meeting_url")],
    };

    public static readonly RecordTable Document = new("document", "documents")
    {
        Columns =
        [
            OfText("title", 255, "What it is called.").Required().Searched().Sorted().Sample("\"Service contract\""),
            OfChoice("type", ["contract", "invoice", "report", "policy", "other"], "What sort of document it is.")
                .Filtered()
                .Sample("\"contract\""),
            OfChoice("status", ["draft", "in_review", "approved", "archived"], "Where it stands.")
                .Moves("draft", "in_review", "archived")
                .Moves("in_review", "draft", "approved", "archived")
                .Moves("approved", "archived")
                .Filtered()
                .Sample("\"approved\""),
            OfCompany("The company it concerns."),
            OfAgent("owner_id", "The agent who looks after it."),
            OfText("url", 2000, "Where it is kept; an approved one is kept somewhere.", "uri")
                .Sample("\"https://files.example.com/contracts/17.pdf\""),
            OfText("file_name", 255, "What its file is called.").Searched().Sample("\"contract-17.pdf\""),
            OfInteger("revision", 1, 1_000_000, "How often it was issued.").Sorted().Sample("3"),
            OfInstant("effective_at", "From when on it applies.").Sorted().Sample("\"2026-07-01T00:00:00.000Z\""),
            OfInstant("expires_at", "Until when it applies; not before it does.")
                .Filtered()
                .Sorted()
                .Sample("\"2027-06-30T22:00:00.000Z\""),
            Notes("Renews by itself."),
        ],
        Rules = [Rule.NotBefore("expires_at", "effective_at"), Rule.RequiredWhere("status", "approved", "url")],
    };

    internal static readonly IReadOnlyList<RecordTable> All = [Booking, Project, Task, Appointment, Document];
}
