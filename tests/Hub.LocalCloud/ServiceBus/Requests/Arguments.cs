using System.Collections;
using Microsoft.Azure.Amqp.Encoding;

namespace Hub.LocalCloud.ServiceBus.Requests;

/// <summary>The map in a management request's body.</summary>
internal sealed class Arguments(AmqpMap map)
{
    public T Get<T>(string name) =>
        map[new MapKey(name)] is T value
            ? value
            : throw new ArgumentException($"'{name}' is missing, or no {typeof(T)}.");

    public T? Find<T>(string name)
        where T : class => map[new MapKey(name)] as T;

    public IEnumerable<Arguments> Each(string name) =>
        Get<IEnumerable>(name).Cast<AmqpMap>().Select(one => new Arguments(one));
}
