using Hub.LocalCloud.ServiceBus.Injection;
using Microsoft.Azure.Amqp;

namespace Hub.LocalCloud.ServiceBus.Links;

/// <summary>Counts what comes over a link, and lets a fault take the place of its answer.</summary>
internal sealed class Operations(ServiceBusNamespace bus)
{
    public Fault? Begin(ServiceBusOperation operation) => bus.Begin(operation);

    public void Perform<T>(
        ServiceBusOperation operation,
        AmqpLink link,
        Func<T> effect,
        Action<T> answer,
        Action<Fault> refuse
    )
    {
        var fault = Begin(operation);
        if (fault is null)
        {
            answer(effect());
            return;
        }

        if (fault.IsAfterEffect)
        {
            effect();
        }

        if (fault.Kind is FaultKind.Answer)
        {
            refuse(fault);
        }
        else
        {
            fault.Break(link);
        }
    }
}
