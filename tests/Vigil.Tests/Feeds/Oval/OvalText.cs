using System.Globalization;
using System.Text;

namespace Vigil.Tests.Feeds.Oval;

/// <summary>Writes small OVAL documents: tests, objects and states of the criteria come by themselves.</summary>
internal sealed class OvalText
{
    private readonly StringBuilder _definitions = new();
    private readonly StringBuilder _tests = new();
    private readonly StringBuilder _objects = new();
    private readonly StringBuilder _states = new();
    private int _number;

    public OvalText Definition(string id, string metadata, string criteria)
    {
        _definitions.Append(CultureInfo.InvariantCulture, $"<definition class=\"patch\" id=\"{id}\" version=\"1\"><metadata>{metadata}</metadata>{criteria}</definition>");
        return this;
    }

    public static string All(params string[] conditions) => $"<criteria operator=\"AND\">{string.Concat(conditions)}</criteria>";

    public static string Any(params string[] conditions) => $"<criteria operator=\"OR\">{string.Concat(conditions)}</criteria>";

    public string Release(string pattern) => Test("example-release", $"<version operation=\"pattern match\">{pattern}</version>");

    public string Arch(string arch) => Test("example-release", $"<arch operation=\"pattern match\">{arch}</arch>");

    public string Signed(string package) => Test(package, "<signature_keyid operation=\"equals\">66ced3de1e5e0159</signature_keyid>");

    public string Module(string stream) => Test("", "", $"Module {stream} is enabled");

    public string Below(string package, string evr, string operation = "less than") =>
        Test(package, $"<evr datatype=\"evr_string\" operation=\"{operation}\">{evr}</evr>");

    public override string ToString() => $"""
        <?xml version="1.0" encoding="utf-8"?>
        <oval_definitions xmlns="http://oval.mitre.org/XMLSchema/oval-definitions-5" xmlns:oval="http://oval.mitre.org/XMLSchema/oval-common-5" xmlns:linux="http://oval.mitre.org/XMLSchema/oval-definitions-5#linux">
        <generator><oval:timestamp>2024-05-06T07:08:09</oval:timestamp></generator>
        <definitions>{_definitions}</definitions><tests>{_tests}</tests><objects>{_objects}</objects><states>{_states}</states></oval_definitions>
        """;

    private string Test(string package, string state, string comment = "")
    {
        var id = ++_number;
        _tests.Append(CultureInfo.InvariantCulture, $"<linux:rpminfo_test id=\"oval:t:tst:{id}\" check=\"at least one\" version=\"1\"><linux:object object_ref=\"oval:t:obj:{id}\"/><linux:state state_ref=\"oval:t:ste:{id}\"/></linux:rpminfo_test>");
        _objects.Append(CultureInfo.InvariantCulture, $"<linux:rpminfo_object id=\"oval:t:obj:{id}\" version=\"1\"><linux:name>{package}</linux:name></linux:rpminfo_object>");
        _states.Append(CultureInfo.InvariantCulture, $"<linux:rpminfo_state id=\"oval:t:ste:{id}\" version=\"1\">{state}</linux:rpminfo_state>");
        return $"<criterion comment=\"{comment}\" test_ref=\"oval:t:tst:{id}\"/>";
    }
}
