using System.Xml;

namespace Vigil.Advisories.Feeds;

/// <summary>How documents in XML are read: no document type, no entity, nothing fetched, a bounded size.</summary>
internal static class SafeXml
{
    /// <summary>The settings.</summary>
    public static XmlReaderSettings Settings { get; } = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
        IgnoreWhitespace = true,
        MaxCharactersInDocument = 1L << 30,
        MaxCharactersFromEntities = 1 << 20,
    };

    /// <summary>The same, closing what is read.</summary>
    public static XmlReaderSettings CheckSettings { get; } = Closing();

    private static XmlReaderSettings Closing()
    {
        var settings = Settings.Clone();
        settings.CloseInput = true;
        return settings;
    }
}
