using Hub.LocalCloud.ServiceBus.Injection;
using Hub.LocalCloud.ServiceBus.Queues;
using Microsoft.Azure.Amqp;
using Microsoft.Azure.Amqp.Encoding;
using Microsoft.Azure.Amqp.Framing;

namespace Hub.LocalCloud.ServiceBus.Requests;

/// <summary>What a management request comes to: values, or a refusal.</summary>
internal sealed record Result(int Status, string? Condition, string Description, AmqpMap Values)
{
    public static Result Ok(params ReadOnlySpan<(string Name, object Value)> values)
    {
        var map = new AmqpMap();
        foreach (var (name, value) in values)
        {
            map[new MapKey(name)] = value;
        }

        return new Result(200, null, "OK", map);
    }

    public static Result Refused(string condition, string description, int? status = null) =>
        new(status ?? Conditions.StatusOf(condition), condition, description, []);

    public static Result Refused(Fault fault) => Refused(fault.Condition, fault.Detail, fault.StatusCode);

    public static Result Settled(Settlement settlement) =>
        settlement switch
        {
            Settlement.Done => Ok(),
            Settlement.NotAllowed => Refused(Conditions.NotAllowed, "A dead letter cannot be dead-lettered again."),
            _ => Refused(Fault.LockLost),
        };

    public AmqpMessage ToMessage()
    {
        var message = AmqpMessage.Create(new AmqpValue { Value = Values });
        var properties = message.ApplicationProperties.Map;
        properties["statusCode"] = Status;
        properties["statusDescription"] = Description;
        if (Condition is { } condition)
        {
            properties["errorCondition"] = (AmqpSymbol)condition;
        }

        return message;
    }
}
