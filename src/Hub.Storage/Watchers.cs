using System.Collections.Concurrent;
using Hub.Domain.Documents;
using Hub.Ports.Store;

namespace Hub.Storage;

/// <summary>Who wants to know of changes to which documents.</summary>
internal sealed class Watchers
{
    private readonly ConcurrentDictionary<DocumentType, Action<ChangedDocument>[]> watching = new();

    public IDisposable Add(DocumentType type, Action<ChangedDocument> changed)
    {
        watching.AddOrUpdate(type, _ => [changed], (_, all) => [.. all, changed]);
        return new Watch(() =>
            watching.AddOrUpdate(type, _ => [], (_, all) => [.. all.Where(other => other != changed)])
        );
    }

    /// <summary>Tells everyone, also when one of them fails.</summary>
    /// <exception cref="AggregateException">Of those who failed.</exception>
    public void Tell(DocumentType type, ChangedDocument document)
    {
        if (!watching.TryGetValue(type, out var all))
            return;
        List<Exception>? failures = null;
        foreach (var changed in all)
        {
            try
            {
                changed(document);
            }
            catch (Exception failure)
            {
                (failures ??= []).Add(failure);
            }
        }
        if (failures is not null)
            throw new AggregateException("A watcher of changed documents failed.", failures);
    }

    private sealed class Watch(Action end) : IDisposable
    {
        public void Dispose() => end();
    }
}
