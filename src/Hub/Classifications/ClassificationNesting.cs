using Hub.Domain;
using Hub.Domain.Classifications;
using Hub.Domain.Documents;
using Hub.Domain.Organizations;
using Hub.Domain.Queries;
using Hub.Ports.Store;

namespace Hub.Classifications;

/// <summary>Keeps classifications a tree of a few levels, whoever moves them at the same time.</summary>
internal static class ClassificationNesting
{
    /// <summary>What a change writes beside the classification so that nothing else moves meanwhile, or why it is not to be.</summary>
    public static async ValueTask<Decision<Change[]>> Check(
        IStore store,
        OrganizationId organization,
        Classification? before,
        Classification? after,
        CancellationToken cancellation
    )
    {
        if (after is not null && after.ParentId == before?.ParentId)
            return Array.Empty<Change>();
        // Before all that it stands for is looked at.
        var tree = await Tree(store, organization, cancellation);
        if (after?.ParentId is { } parent)
            if (await WhyNot(store, organization, after.Id, parent, isNew: before is null, cancellation) is { } refusal)
                return refusal;
        return new Change[]
        {
            new Put<ClassificationTree>(
                ClassificationTree.Document,
                ClassificationTree.DocumentId,
                new ClassificationTree(tree.Value.Changes + 1),
                Expected.At(tree.Version)
            ),
        };
    }

    private static async ValueTask<Refusal?> WhyNot(
        IStore store,
        OrganizationId organization,
        long id,
        long parent,
        bool isNew,
        CancellationToken cancellation
    )
    {
        var above = 0;
        for (long? next = parent; next is { } one && above < Classification.DeepestLevel; above++)
        {
            if (one == id)
                return Invalid("It would stand below itself; choose one that does not stand below it.");
            if (await ClassificationsApi.Records.Find(store, organization, one, cancellation) is not { } stored)
                return Invalid($"There is no classification {one}; GET /api/v1/classifications lists them.");
            next = stored.Value.ParentId;
        }
        var levels = isNew ? 1 : await LevelsFrom(store, organization, id, cancellation);
        return above + levels > Classification.DeepestLevel
            ? Invalid(
                $"There are {Classification.DeepestLevel} levels and this would be one more; choose one further up."
            )
            : null;
    }

    /// <summary>The levels that the classification and all below it take.</summary>
    private static async ValueTask<int> LevelsFrom(
        IStore store,
        OrganizationId organization,
        long id,
        CancellationToken cancellation
    )
    {
        var levels = 0;
        for (var level = new List<long> { id }; level.Count > 0; levels++)
        {
            var below = new Query
            {
                Partition = ClassificationTree.Partition,
                Filter = new Filter.In("parent_id", [.. level.Select(one => FieldValue.Integer(one))]),
            };
            level = [];
            await foreach (var one in store.All(Classification.Kind.Document, organization, below, cancellation))
                level.Add(one.Value.Id);
        }
        return levels;
    }

    private static async ValueTask<Stored<ClassificationTree>> Tree(
        IStore store,
        OrganizationId organization,
        CancellationToken cancellation
    )
    {
        while (true)
        {
            if (
                await store.Get(
                    ClassificationTree.Document,
                    organization,
                    ClassificationTree.Partition,
                    ClassificationTree.DocumentId,
                    cancellation
                ) is
                { } tree
            )
                return tree;
            // Whoever is first makes it.
            await store.Commit(
                new Commit(organization, ClassificationTree.Partition)
                {
                    Changes =
                    [
                        new Put<ClassificationTree>(
                            ClassificationTree.Document,
                            ClassificationTree.DocumentId,
                            new ClassificationTree(0),
                            Expected.Absent
                        ),
                    ],
                },
                cancellation
            );
        }
    }

    private static Refusal Invalid(string message) => Refusal.Invalid("validation_failed", message, "parent_id");
}
