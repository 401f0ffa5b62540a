namespace Hub.Delivery.Egress;

public enum EgressCategory
{
    Acknowledged,
}
