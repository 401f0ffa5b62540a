using Hub.Domain.Documents;
using Hub.Domain.Organizations;
using Hub.Domain.Queries;
using Hub.Domain.Surveys;
using Hub.Ports.Store;
using Hub.Resources;

namespace Hub.Surveys;

/// <summary>Surveys, each beside its ticket and under its ticket's number.</summary>
internal sealed class SurveyRepository : IRepository<Survey>
{
    public DocumentType<Survey> Type => SurveyKinds.Survey.Document;

    public string Number => "id";

    public OrganizationId OwnerOf(OrganizationId organization) => organization;

    public ValueTask<long> ReserveId(IStore store, OrganizationId organization, CancellationToken cancellation) =>
        throw new NotSupportedException("A survey has its ticket's number.");

    public ValueTask<Stored<Survey>?> Find(
        IStore store,
        OrganizationId organization,
        long id,
        CancellationToken cancellation
    ) => store.Get(Type, organization, Survey.PartitionOf(id), Survey.DocumentIdOf(id), cancellation);

    public Query Within(OrganizationId organization, Query query) => query;

    public (string Partition, string Id) AddressOf(Survey record) =>
        (Survey.PartitionOf(record.Id), Survey.DocumentIdOf(record.Id));
}
