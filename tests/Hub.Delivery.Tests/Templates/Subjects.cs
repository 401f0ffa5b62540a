using Hub.Delivery.Templates;
using Hub.Domain.Events;
using Hub.Domain.Records;
using Hub.Domain.Tickets;

namespace Hub.Delivery.Tests.Templates;

/// <summary>Events whose words are the test's.</summary>
internal static class Subjects
{
    /// <summary>A ticket with the subject and the tag.</summary>
    public static TemplateEvent Of(string subject)
    {
        var sample = Kinds.SampleOf(TicketFacts.Created);
        return TemplateEvent.Of(
            sample with
            {
                Subject = TicketKinds.Ticket.Of(sample.About<Ticket>()! with { Subject = subject, Tags = [subject] }),
            },
            Rendered.Links
        );
    }

    public static TemplateEvent Reply(string body)
    {
        var sample = Kinds.SampleOf(ReplyFacts.Added);
        return TemplateEvent.Of(
            sample with
            {
                Subject = TicketKinds.Reply.Of(sample.About<Reply>()! with { Body = body }),
            },
            Rendered.Links
        );
    }
}
