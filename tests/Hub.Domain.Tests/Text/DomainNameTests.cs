using Hub.Domain.Text;
using Xunit;

namespace Hub.Domain.Tests.Text;

public sealed class DomainNameTests
{
    [Theory]
    [InlineData("acme.com", "acme.com")]
    [InlineData(" ACME.Com. ", "acme.com")]
    [InlineData("mail.acme.co.uk", "mail.acme.co.uk")]
    [InlineData("3m.com", "3m.com")]
    [InlineData("bücher.example", "xn--bcher-kva.example")]
    [InlineData("BÜCHER.example", "xn--bcher-kva.example")]
    [InlineData("xn--bcher-kva.example", "xn--bcher-kva.example")]
    [InlineData("acme.xn--p1ai", "acme.xn--p1ai")]
    public void A_name_has_one_form(string text, string name) => Assert.Equal(name, DomainName.Read(text));

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("localhost")]
    [InlineData("acme..com")]
    [InlineData(".acme.com")]
    [InlineData("-acme.com")]
    [InlineData("acme-.com")]
    [InlineData("ac_me.com")]
    [InlineData("ac me.com")]
    [InlineData("user@acme.com")]
    [InlineData("https://acme.com")]
    [InlineData("acme.com:25")]
    [InlineData("10.0.0.1")]
    [InlineData("[::1]")]
    [InlineData("bü cher.example")]
    public void What_mail_cannot_go_to_is_none(string text) => Assert.Null(DomainName.Read(text));

    [Fact]
    public void A_label_has_63_characters_and_a_name_253()
    {
        var label = new string('a', 63);
        var longest = $"{label}.{label}.{label}.{label[..^2]}";

        Assert.Equal(253, longest.Length);
        Assert.Equal(longest, DomainName.Read(longest));
        Assert.Null(DomainName.Read($"{longest}a"));
        Assert.Null(DomainName.Read($"{label}a.com"));
    }

    [Theory]
    [InlineData("una@ACME.com", "acme.com")]
    [InlineData("una@localhost", null)]
    [InlineData("una@[10.0.0.1]", null)]
    public void An_address_has_the_domain_behind_the_at(string email, string? domain) =>
        Assert.Equal(domain, DomainName.OfAddress(email));
}
