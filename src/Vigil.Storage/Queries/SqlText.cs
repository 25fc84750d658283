using System.Globalization;

namespace Vigil.Storage.Queries;

/// <summary>The parameters of a statement that is being put together.</summary>
internal sealed class SqlText
{
    private readonly List<object> _values = [];

    /// <summary>Their values.</summary>
    public object[] Values => [.. _values];

    /// <summary>A value's name in the text.</summary>
    public string this[object value]
    {
        get
        {
            _values.Add(value);
            return string.Create(CultureInfo.InvariantCulture, $"${_values.Count}");
        }
    }
}
