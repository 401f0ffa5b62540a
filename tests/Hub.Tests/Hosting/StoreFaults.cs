using Hub.Domain.Documents;
using Hub.Domain.Organizations;
using Hub.Domain.Queries;
using Hub.Ports.Store;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Hub.Tests.Hosting;

/// <summary>What the hub's store fails with; nothing until the test says so.</summary>
internal sealed class StoreFaults
{
    public Func<Exception?>? OnQuery { get; set; }

    public Func<Commit, Exception?>? OnCommit { get; set; }

    /// <summary>What a query of documents of the type waits for before it is looked at.</summary>
    public Func<DocumentType, CancellationToken, Task>? BeforeQuery { get; set; }

    /// <summary>Puts itself before the hub's own store.</summary>
    public void Install(WebApplicationBuilder builder)
    {
        var real = builder.Services.Last(service => service.ServiceType == typeof(IStore));
        builder.Services.Remove(real);
        builder.Services.AddSingleton<IStore>(provider => new FaultyStore(
            (IStore)ActivatorUtilities.CreateInstance(provider, real.ImplementationType!),
            this
        ));
    }

    private sealed class FaultyStore(IStore store, StoreFaults faults) : DelegatingStore(store)
    {
        public override async Task<Page<T>> Query<T>(
            DocumentType<T> type,
            OrganizationId organization,
            Query query,
            CancellationToken cancellation
        )
        {
            if (faults.BeforeQuery is { } wait)
                await wait(type, cancellation);
            return faults.OnQuery?.Invoke() is { } failure
                ? throw failure
                : await base.Query(type, organization, query, cancellation);
        }

        public override Task<CommitResult> Commit(Commit commit, CancellationToken cancellation) =>
            faults.OnCommit?.Invoke(commit) is { } failure
                ? Task.FromException<CommitResult>(failure)
                : base.Commit(commit, cancellation);
    }
}
