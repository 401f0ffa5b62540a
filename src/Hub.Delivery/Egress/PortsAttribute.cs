using System.ComponentModel.DataAnnotations;

namespace Hub.Delivery.Egress;

/// <summary>Each of them can be a port.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class PortsAttribute() : ValidationAttribute("The field {0} must hold numbers between 1 and 65535.")
{
    public override bool IsValid(object? value) =>
        value is not List<int> ports || ports.TrueForAll(static port => port is >= 1 and <= 65_535);
}
