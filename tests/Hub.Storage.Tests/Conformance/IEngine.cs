using Hub.Delivery.Deliveries;
using Hub.Domain.Organizations;
using Hub.Ports.Queue;
using Hub.Ports.Store;

namespace Hub.Storage.Tests.Conformance;

/// <summary>
/// One hub's storage, empty at first, with the test's hand on its clock and its power switch. An implementation of the
/// ports is put to the suites by one of these and a class per suite.
/// </summary>
public interface IEngine : IAsyncDisposable
{
    ManualTime Time { get; }

    IStore Store { get; }

    IQueue Queue { get; }

    IDeliveryStore Deliveries { get; }

    IEventFeed Feed { get; }

    IEventLog Log { get; }

    /// <summary>What an organization has stored, counted item by item.</summary>
    Task<long> CountBytes(OrganizationId organization);

    /// <summary>The hub stops in good order and starts again.</summary>
    Task Restart();

    /// <summary>The hub dies as it stands, with whatever was under way, and starts again.</summary>
    Task Crash();
}
