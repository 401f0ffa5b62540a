using System.Collections.Concurrent;
using System.Reflection;
using System.Text.Json;
using Hub.Delivery;
using Hub.Domain.Organizations;
using Hub.Errors;
using Hub.Ports.Store;
using Hub.Records;
using Hub.Wire.Bodies;

namespace Hub.Resources;

/// <summary>
/// Whether the records that bodies name by their ids are there. What is there is remembered, so that creating a ticket reads
/// nothing.
/// </summary>
internal sealed class References(IStore store, TimeProvider time) : IDisposable
{
    private static readonly ConcurrentDictionary<Type, IReadOnlyList<Reference>> ByBody = new();

    private readonly Dictionary<string, Target> targets = [];

    /// <summary>Records of the kind may be referred to.</summary>
    /// <param name="called">What people call one that may be: active agent.</param>
    /// <param name="path">Where they are listed.</param>
    /// <param name="counts">Whether one that is there may be referred to; every one when absent.</param>
    public void Add<T>(string kind, string called, string path, IRepository<T> records, Func<T, bool>? counts = null)
        where T : class
    {
        var known = new WatchedCache<(OrganizationId Organization, long Id), Presence>(
            store,
            async (key, cancellation) =>
                await records.Find(store, key.Organization, key.Id, cancellation) is { } found
                && counts?.Invoke(found.Value) is not false
                    ? new Presence(key.Organization, found.Id)
                    : null,
            time
        );
        known.Watch(records.Type, changed =>
            known.ForgetWhere(one => one.Document == changed.Id && one.Organization == changed.Organization)
        );
        targets[kind] = new Target(known, key => known.Known(key) is not null, called, path)
        {
            IsThere = async (key, cancellation) => await known.Get(key, cancellation) is not null,
        };
    }

    /// <summary>Records of the kind may be referred to, and change too often to remember which are there.</summary>
    /// <param name="called">What people call one.</param>
    /// <param name="path">Where they are listed.</param>
    public void AddUnremembered(
        string kind,
        string called,
        string path,
        Func<OrganizationId, long, CancellationToken, ValueTask<bool>> isThere
    ) =>
        targets[kind] = new Target(null, static _ => false, called, path)
        {
            IsThere = (key, cancellation) => isThere(key.Organization, key.Id, cancellation),
        };

    /// <summary>Adds to the body's errors each id that names nothing.</summary>
    public ValueTask Check<T>(Body<T> body, OrganizationId organization, CancellationToken cancellation)
        where T : class
    {
        foreach (var reference in ByBody.GetOrAdd(typeof(T), static type => [.. In(type, "", static body => body)]))
            if (!body.Errors.Has(reference.Field) && reference.Read(body.Value) is { } value)
                foreach (var id in IdOfAttribute.Ids(value))
                    if (!targets[reference.Kind].IsKnown((organization, id)))
                        return CheckByReading(body, organization, cancellation);
        return ValueTask.CompletedTask;
    }

    /// <summary>Adds to the errors each of the ids that names nothing.</summary>
    public async ValueTask Check(
        IEnumerable<NamedId> ids,
        FieldErrors errors,
        OrganizationId organization,
        CancellationToken cancellation
    )
    {
        foreach (var (field, kind, id) in ids)
            if (!await targets[kind].IsThere((organization, id), cancellation))
                errors.Add(field, targets[kind].Missing(id));
    }

    public void Dispose()
    {
        foreach (var target in targets.Values)
            target.Memory?.Dispose();
    }

    private async ValueTask CheckByReading<T>(Body<T> body, OrganizationId organization, CancellationToken cancellation)
        where T : class
    {
        foreach (var reference in ByBody[typeof(T)])
        {
            if (body.Errors.Has(reference.Field) || reference.Read(body.Value) is not { } value)
                continue;
            var target = targets[reference.Kind];
            foreach (var id in IdOfAttribute.Ids(value).Distinct())
                if (!await target.IsThere((organization, id), cancellation))
                    body.Errors.Add(reference.Field, target.Missing(id));
        }
    }

    /// <summary>The ids that a body names, those in records inside of it included.</summary>
    private static IEnumerable<Reference> In(Type type, string path, Func<object, object?> reach)
    {
        foreach (var property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            var read = FieldReading.Of(property);
            var field = path + JsonNamingPolicy.SnakeCaseLower.ConvertName(property.Name);
            object? Inside(object body) =>
                reach(body) is { } holder && read(holder) is { } value and not FieldReading.Absent ? value : null;

            if (property.Find<IdOfAttribute>() is { } id)
                yield return new Reference(field, id.Kind, Inside);
            else if (RecordCheck.NestedIn(property) is { } nested)
                foreach (var reference in In(nested, $"{field}.", Inside))
                    yield return reference;
        }
    }

    private sealed record Reference(string Field, string Kind, Func<object, object?> Read);

    /// <param name="IsKnown">Whether one is there as far as is remembered.</param>
    private sealed record Target(
        IDisposable? Memory,
        Func<(OrganizationId Organization, long Id), bool> IsKnown,
        string Called,
        string Path
    )
    {
        public required Func<
            (OrganizationId Organization, long Id),
            CancellationToken,
            ValueTask<bool>
        > IsThere { get; init; }

        public string Missing(long id) => $"There is no {Called} {id}; GET {Path} lists them.";
    }

    /// <summary>A record that is there, by the document that says so.</summary>
    private sealed record Presence(OrganizationId Organization, string Document);
}
