namespace Vigil.Scanning.Sbom.CycloneDx;

/// <summary>
/// The structure of a CycloneDX document, which is the same in its two spellings: a list of items is an array of objects in JSON and an element of
/// elements in XML; an attribute is a member in JSON.
/// </summary>
internal abstract class BomOutput
{
    /// <summary>Opens the document.</summary>
    public abstract void BeginDocument(string specVersion, string serialNumber);

    /// <summary>Closes the document.</summary>
    public abstract void EndDocument();

    /// <summary>Opens a member that is an object.</summary>
    public abstract void BeginObject(string name);

    /// <summary>Closes an object, or an item.</summary>
    public abstract void EndObject();

    /// <summary>Opens a member that is a list.</summary>
    public abstract void BeginList(string name);

    /// <summary>Closes a list.</summary>
    public abstract void EndList();

    /// <summary>Opens an item of a list.</summary>
    /// <param name="element">What XML calls it.</param>
    public abstract void BeginItem(string element);

    /// <summary>Writes an attribute; they come first in an object.</summary>
    public abstract void Attribute(string name, string value);

    /// <summary>Writes a member that is a text.</summary>
    public abstract void Text(string name, string value);

    /// <summary>Writes a property of a list of properties.</summary>
    public abstract void Property(SbomProperty property);

    /// <summary>Writes a licence of a list of licences, by <c>id</c> or <c>name</c>.</summary>
    public abstract void License(string by, string value);

    /// <summary>Writes the one licence expression of a list of licences.</summary>
    public abstract void Expression(string value);

    /// <summary>Writes a list of references.</summary>
    /// <param name="name">What JSON calls it: <c>dependsOn</c>, <c>assemblies</c>.</param>
    /// <param name="wrapper">Element around them in XML, or empty.</param>
    /// <param name="element">Element of each in XML.</param>
    /// <param name="refs">The references.</param>
    public abstract void References(string name, string wrapper, string element, IEnumerable<string> refs);

    /// <summary>Hands what was written to the stream, so that a large document is never held whole.</summary>
    public abstract void Flush();

    /// <summary>Writes a text unless it is empty.</summary>
    public void OptionalText(string name, string value)
    {
        if (value.Length > 0)
        {
            Text(name, value);
        }
    }
}
