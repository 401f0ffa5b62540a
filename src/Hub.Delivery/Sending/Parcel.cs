using Hub.Delivery.Dialects;
using Hub.Delivery.Egress;
using Hub.Delivery.Subscriptions;

namespace Hub.Delivery.Sending;

/// <summary>What one request carries.</summary>
internal abstract record Parcel
{
    private Parcel() { }

    /// <summary>What its answer is called in telemetry: the event, or the first of several.</summary>
    public abstract RenderedEvent About { get; }

    /// <summary>Where it goes, of the address that the owner wrote.</summary>
    public virtual Uri To(Uri address) => address;

    public abstract void Compose(HttpRequestMessage request, Uri address, Dialect dialect, in Dispatch dispatch);

    public abstract EgressResult Judge(EgressResult result, Dialect dialect);

    /// <summary>Whether it goes out through Microsoft Graph, which knows the hub by a token and no signature.</summary>
    public virtual bool IsForGraph => false;

    /// <summary>What the log says beside the answer.</summary>
    public virtual string? RemarkOn(EgressResult result) => null;

    /// <summary>One event in the dialect's own words.</summary>
    public sealed record Event(RenderedEvent Rendered) : Parcel
    {
        public override RenderedEvent About => Rendered;

        public override void Compose(HttpRequestMessage request, Uri address, Dialect dialect, in Dispatch dispatch) =>
            dialect.Compose(request, Rendered, dispatch);

        public override EgressResult Judge(EgressResult result, Dialect dialect) => dialect.Judge(result);
    }

    /// <summary>Several, as a list in the dialect's own words.</summary>
    public sealed record List(IReadOnlyList<Outgoing> Events) : Parcel
    {
        public override RenderedEvent About => Events[0].Event;

        public override void Compose(HttpRequestMessage request, Uri address, Dialect dialect, in Dispatch dispatch) =>
            dialect.Compose(request, Events, dispatch);

        public override EgressResult Judge(EgressResult result, Dialect dialect) => dialect.Judge(result);
    }

    /// <summary>A target's message, of one event or of several, under the dialect's headers and signature.</summary>
    /// <param name="Announced">What the headers say of the event, or of the first.</param>
    public sealed record Message(RenderedEvent Announced, Formatted Formatted, MessageFormat Format) : Parcel
    {
        public override RenderedEvent About => Announced;

        public override Uri To(Uri address) => Format.Target.Address(address);

        public override bool IsForGraph => Format.Target.IsGraph;

        public override void Compose(HttpRequestMessage request, Uri address, Dialect dialect, in Dispatch dispatch)
        {
            var target = Format.Target;
            var body = target.Personalize(target.BodyFor(address, Formatted.Body), address, dispatch.DeliveryId);
            if (!IsForGraph)
                dialect.Compose(request, Announced, body, Format.ContentType, dispatch);
            else
                request.Content = new ByteArrayContent(body) { Headers = { ContentType = Format.ContentType } };
        }

        public override EgressResult Judge(EgressResult result, Dialect dialect) => Format.Judge(result);

        public override string? RemarkOn(EgressResult result) =>
            (Formatted.Problem, result.Acknowledged ? Format.Target.Promise : null) switch
            {
                (null, var promise) => promise,
                ({ } problem, null) => SentenceOf(problem),
                ({ } problem, { } promise) => $"{SentenceOf(problem)} {promise}",
            };

        private static string SentenceOf(Templates.TemplateProblem problem) =>
            problem.Line > 0
                ? $"The webhook's template failed in line {problem.Line}, column {problem.Column}: {problem.Message} The shipped one was used."
                : $"{problem.Message} The shipped one was used.";
    }
}
