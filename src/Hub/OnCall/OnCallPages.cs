using Hub.Domain;
using Hub.Domain.Documents;
using Hub.Domain.OnCall;
using Hub.Domain.Organizations;
using Hub.Ports.Store;
using Hub.Resources;

namespace Hub.OnCall;

/// <summary>Where pages are kept, and how one is written: with the timer that is set for it.</summary>
internal static class OnCallPages
{
    public static readonly RecordRepository<Page> Records = new(OnCallKinds.Page);

    public static Place<Page> PlaceOf(IStore store, OrganizationId organization, long id) =>
        Records.PlaceOf(store, organization, id, () => Refusal.NotFound(OnCallKinds.Page.Name, id));

    public static Commit Create(OrganizationId organization, Decision<Page> sent) =>
        Records.Put(organization, sent.State!, Expected.Absent) with
        {
            Events = sent.Events,
            Timers = PageTimers.Of(organization, null, sent.State!),
        };

    public static Proposal<Page> Propose(OrganizationId organization, Stored<Page> stored, Decision<Page> decision) =>
        Proposal.Put(Records.Type, organization, stored, decision, timers: page =>
            PageTimers.Of(organization, stored.Value, page)
        );
}
