@description('Where the hub is, without a slash at its end: https://hub.example.com')
param hubUrl string

param location string = resourceGroup().location

@description('What the connector is called in the subscription.')
param name string = 'helpdesk-hub'

resource connector 'Microsoft.Web/customApis@2016-06-01' = {
  name: name
  location: location
  properties: {
    displayName: 'Helpdesk Hub'
    description: 'Tickets, customers, assets and incidents of a helpdesk.'
    brandColor: '#1f5c4d'
    apiType: 'Rest'
    backendService: {
      serviceUrl: '${hubUrl}/api/v1'
    }
    apiDefinitions: {
      originalSwaggerUrl: '${hubUrl}/openapi/connector.json'
    }
    connectionParameters: {
      api_key: {
        type: 'securestring'
        // The portal shows it; the compiler's types leave it out.
        #disable-next-line BCP037
        uiDefinition: {
          displayName: 'API token'
          description: 'The word Bearer, a blank and the token of the hub.'
          constraints: {
            required: 'true'
            clearText: false
          }
        }
      }
    }
  }
}

output connectorId string = connector.id
